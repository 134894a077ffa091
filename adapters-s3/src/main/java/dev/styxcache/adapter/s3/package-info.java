/** Remote store in a bucket of S3. */
package dev.styxcache.adapter.s3;
