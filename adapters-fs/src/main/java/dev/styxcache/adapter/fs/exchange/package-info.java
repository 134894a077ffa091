/** Entries on their way between this cache directory and a remote store. */
package dev.styxcache.adapter.fs.exchange;
