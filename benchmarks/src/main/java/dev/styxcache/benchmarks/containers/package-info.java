/** What a container costs through a runner and through the cache, beside the engine's own call. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.benchmarks.containers;
