/**
 * Remembers the digests of files across processes, so that a file that has not changed is not read
 * again. Everything here may be lost or damaged at any time: what is read is checked, and what
 * cannot be read is as good as not there.
 */
@org.jspecify.annotations.NullMarked
package dev.styxcache.adapter.hash.cache;
