package dev.styxcache.application.api;

/** The outcome of a pull of an entry from the remote tier. */
public sealed interface Pull {

  /**
   * The entry was pulled.
   *
   * @param bytes size of its content, in bytes
   */
  record Fetched(long bytes) implements Pull {}

  /** The local store has the entry already. */
  record Present() implements Pull {}

  /** There is no such entry in the remote store. */
  record Missing() implements Pull {}

  /**
   * The remote entry cannot be used: it is corrupt, or has a newer format.
   *
   * @param reason why, for people
   */
  record Unusable(String reason) implements Pull {}

  /**
   * The remote or the local store failed.
   *
   * @param reason why, for people
   */
  record Failed(String reason) implements Pull {}
}
