/** Carries a call out through the cache, or makes only its key, and says what became of it. */
package dev.styxcache.cli.execution;
