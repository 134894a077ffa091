/** Decisions that need no I/O: whether an entry may be served. */
package dev.styxcache.domain.policy;
