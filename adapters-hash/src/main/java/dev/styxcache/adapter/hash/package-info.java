/** Digests of files and directory trees, and snapshots of trees that show later changes. */
package dev.styxcache.adapter.hash;
