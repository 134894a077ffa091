/** BLAKE3 with its ways of reading files: kernels in pooled buffers, or a library on streams. */
package dev.styxcache.adapter.hash.engine;
