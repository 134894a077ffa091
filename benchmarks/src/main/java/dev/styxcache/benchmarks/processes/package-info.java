/** What {@code scripts/measure-hashing.sh} starts, to set whole processes beside each other. */
@org.jspecify.annotations.NullMarked
package dev.styxcache.benchmarks.processes;
