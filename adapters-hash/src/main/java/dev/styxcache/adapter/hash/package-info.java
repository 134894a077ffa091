/**
 * Hashing of files and directory trees with BLAKE3. The providers make {@link
 * dev.styxcache.application.spi.ContentHasher}s; {@code tree} takes snapshots of inputs, {@code
 * file} hashes files, {@code engine} is the hash function with its way of reading, and {@code
 * cache} remembers digests across processes.
 */
package dev.styxcache.adapter.hash;
