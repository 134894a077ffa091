/** Entries in a bucket of S3, shared by all machines that reach it. */
package dev.styxcache.adapter.s3;
