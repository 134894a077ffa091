/**
 * Digests of files and directory trees, and the means to notice that they have become wrong. The
 * form of a tree's digest is in {@code docs/key-format.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.styxcache.adapter.fs.hash;
