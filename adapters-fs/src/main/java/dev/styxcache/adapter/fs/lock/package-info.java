/** Locks between threads and processes, which end with their process. */
package dev.styxcache.adapter.fs.lock;
