/** Output streams of tools on disk: captured during a run, and replayed on a hit. */
package dev.styxcache.adapter.fs.capture;
