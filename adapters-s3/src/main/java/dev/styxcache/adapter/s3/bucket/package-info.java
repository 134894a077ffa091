/** A bucket of S3: its settings, the requests it takes, and what their failures mean. */
package dev.styxcache.adapter.s3.bucket;
