/**
 * The digest cache: remembers the digests of files across processes, so that an unchanged file is
 * not read again. Its file may be lost or corrupted at any time: every record is checked, and one
 * that is not sound counts as missing.
 */
@org.jspecify.annotations.NullMarked
package dev.styxcache.adapter.hash.cache;
