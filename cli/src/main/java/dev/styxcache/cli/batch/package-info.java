/** Batches: many calls in one process, some of which take the outputs of others. */
package dev.styxcache.cli.batch;
