/**
 * Storing entries in a bucket and hydrating them, beside what a general tool takes for the same.
 */
package dev.styxcache.benchmarks.sharing;
