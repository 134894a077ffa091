/** Tests of batches. */
package dev.styxcache.cli.batch;
