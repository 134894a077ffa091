/** Binds parameters to a tool: arguments, inputs and outputs of one call. */
@NullMarked
package dev.styxcache.tools.bind;

import org.jspecify.annotations.NullMarked;
