package dev.styxcache.adapter.s3.bucket;

/** When an object may be written. */
public sealed interface Condition {

  /** Always. */
  record Always() implements Condition {}

  /** Only where there is none. */
  record Absent() implements Condition {}

  /**
   * Only over a certain version.
   *
   * @param etag that version's
   */
  record Over(String etag) implements Condition {}
}
