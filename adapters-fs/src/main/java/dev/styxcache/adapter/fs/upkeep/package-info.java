/** Removal, quarantine and garbage collection, and notes of entries that are to be pushed. */
package dev.styxcache.adapter.fs.upkeep;
