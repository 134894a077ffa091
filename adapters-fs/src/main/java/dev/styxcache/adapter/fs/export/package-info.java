/** Copies of outputs for users, outside of the cache. */
package dev.styxcache.adapter.fs.export;
