/** Calls of tools by their descriptors. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.cli.tool;
