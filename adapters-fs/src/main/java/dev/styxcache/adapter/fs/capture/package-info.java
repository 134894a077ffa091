/** Output streams of tools: captured on disk during a run, and replayed on a hit. */
package dev.styxcache.adapter.fs.capture;
