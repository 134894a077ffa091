/** Measurements, which docs/performance.md tells how to repeat. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.benchmarks;
