/** The format of a directory's digest: which bytes are hashed, and in which order. */
package dev.styxcache.domain.tree;
