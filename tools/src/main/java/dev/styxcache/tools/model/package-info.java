/**
 * The model of a tool: parameters with types, the command line, and the outputs. All four
 * descriptor formats become this.
 */
@NullMarked
package dev.styxcache.tools.model;

import org.jspecify.annotations.NullMarked;
