/** The local cache store: entries in a directory, whole or not at all. */
package dev.styxcache.adapter.fs.store;
