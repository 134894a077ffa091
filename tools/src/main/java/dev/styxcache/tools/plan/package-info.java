/** Says what a call would do, without running it. */
@NullMarked
package dev.styxcache.tools.plan;

import org.jspecify.annotations.NullMarked;
