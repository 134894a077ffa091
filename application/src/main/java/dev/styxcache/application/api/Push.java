package dev.styxcache.application.api;

/** The outcome of a push of an entry to the remote tier. */
public sealed interface Push {

  /**
   * The entry was pushed.
   *
   * @param bytes number of bytes of content that were uploaded; content that the store already had
   *     is not counted
   */
  record Sent(long bytes) implements Push {}

  /** The remote store has the entry already, and the local one adds nothing. */
  record Present() implements Push {}

  /** There is no such entry in the local store. */
  record Missing() implements Push {}

  /**
   * The entry cannot be pushed, and the push will not be retried.
   *
   * @param reason why, for people
   */
  record Refused(String reason) implements Push {}

  /**
   * The remote store failed; the entry stays in the list of pending pushes.
   *
   * @param reason why, for people
   */
  record Failed(String reason) implements Push {}
}
