/** The format of the bucket, as {@code docs/s3-format.md} describes it. */
package dev.styxcache.adapter.s3.format;
