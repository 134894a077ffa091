/** Tests of the remote store on an S3 server. */
package dev.styxcache.adapter.s3;
