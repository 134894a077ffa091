/** Digests of files: several at a time, in order, and only of content that did not change. */
package dev.styxcache.adapter.hash.file;
