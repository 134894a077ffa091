/** A bucket: its settings, and the few requests that are made of it. */
package dev.styxcache.adapter.s3.bucket;
