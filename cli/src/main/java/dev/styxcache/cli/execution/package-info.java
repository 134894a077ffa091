/** Runs a call through the cache, or makes only its key, and prints the result. */
package dev.styxcache.cli.execution;
