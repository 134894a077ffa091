/** Tests of the requests. */
package dev.styxcache.adapter.s3.bucket;
