/**
 * From what a descriptor states of a command line to the parameters that it has: names, shapes and
 * outputs.
 */
@NullMarked
package dev.styxcache.tools.grammar;

import org.jspecify.annotations.NullMarked;
