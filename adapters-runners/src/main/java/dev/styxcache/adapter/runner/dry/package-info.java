/** Runs nothing, and records what would have run. */
package dev.styxcache.adapter.runner.dry;
