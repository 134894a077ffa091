package dev.styxcache.application.api;

/** What became of an entry that was to be sent. */
public sealed interface Push {

  /**
   * It is there now.
   *
   * @param bytes how many bytes of content were sent for it
   */
  record Sent(long bytes) implements Push {}

  /** There is such an entry, and this one has nothing that it lacks. */
  record Present() implements Push {}

  /** There is none here. */
  record Absent() implements Push {}

  /**
   * It cannot be sent, and will not be tried again.
   *
   * @param reason why, for people
   */
  record Refused(String reason) implements Push {}

  /**
   * The remote store failed, and it is noted that the entry is still to be sent.
   *
   * @param reason why, for people
   */
  record Failed(String reason) implements Push {}
}
