/** Locks between threads and between processes, which end when their process does. */
package dev.styxcache.adapter.fs.lock;
