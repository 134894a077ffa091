package dev.styxcache.adapter.s3.bucket;

import java.time.Instant;

/**
 * What a server says of an object.
 *
 * @param etag names this version of it
 * @param size how many bytes it has
 * @param modified when it was last written
 */
public record ObjectFacts(String etag, long size, Instant modified) {}
