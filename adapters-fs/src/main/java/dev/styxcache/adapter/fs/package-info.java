/** The local store: a cache directory that processes share, and its providers. */
package dev.styxcache.adapter.fs;
