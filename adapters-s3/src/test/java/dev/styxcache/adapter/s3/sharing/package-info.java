/**
 * Machines that share a bucket: each with a cache directory of its own, some in processes of their
 * own.
 */
package dev.styxcache.adapter.s3.sharing;
