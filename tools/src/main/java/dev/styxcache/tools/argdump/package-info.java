/** Reads dumps of Python's argument parsers. */
@NullMarked
package dev.styxcache.tools.argdump;

import org.jspecify.annotations.NullMarked;
