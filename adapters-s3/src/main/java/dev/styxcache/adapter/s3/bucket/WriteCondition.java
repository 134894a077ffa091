package dev.styxcache.adapter.s3.bucket;

/** Precondition for writing an object, which the server checks atomically. */
public sealed interface WriteCondition {

  /** No precondition. */
  record Always() implements WriteCondition {}

  /** There is no such object ({@code If-None-Match: *}). */
  record IfAbsent() implements WriteCondition {}

  /**
   * The object has this version ({@code If-Match}).
   *
   * @param etag the version
   */
  record IfMatch(String etag) implements WriteCondition {}
}
