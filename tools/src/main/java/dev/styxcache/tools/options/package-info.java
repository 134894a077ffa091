/** The parameters of tools as options on a command line: read, explained and completed. */
@NullMarked
package dev.styxcache.tools.options;

import org.jspecify.annotations.NullMarked;
