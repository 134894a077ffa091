/** Snapshots of inputs, the digests of trees, and the detection of later changes. */
package dev.styxcache.adapter.hash.tree;
