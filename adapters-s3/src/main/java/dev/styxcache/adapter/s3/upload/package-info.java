/** Uploads the contents of an entry. */
package dev.styxcache.adapter.s3.upload;
