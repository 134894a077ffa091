/**
 * The hash function BLAKE3, plain hash of 32 bytes, as its authors define it in <a
 * href="https://github.com/BLAKE3-team/BLAKE3-specs/blob/master/blake3.pdf">BLAKE3: one function,
 * fast everywhere</a>. A {@link dev.styxcache.blake3.Kernel} digests what is in memory; {@link
 * dev.styxcache.blake3.TreeMerge} merges the chaining values of the parts of a large input.
 */
@NullMarked
package dev.styxcache.blake3;

import org.jspecify.annotations.NullMarked;
