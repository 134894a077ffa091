/** What a hit costs within a process that is warm. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.benchmarks.hits;
