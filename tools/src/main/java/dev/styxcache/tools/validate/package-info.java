/** Checks parameters before anything is run, and names every fault at once. */
@NullMarked
package dev.styxcache.tools.validate;

import org.jspecify.annotations.NullMarked;
