/** Tests of the bucket, on a server that speaks its protocol. */
package dev.styxcache.adapter.s3;
