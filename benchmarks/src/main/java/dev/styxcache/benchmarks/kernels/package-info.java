/** How fast the kernels hash what is in memory, on one thread. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.benchmarks.kernels;
