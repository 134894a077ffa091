/** The names that the local cache has on disk. */
package dev.styxcache.adapter.fs.layout;
