/** Tests of what stands in the bucket. */
package dev.styxcache.adapter.s3.format;
