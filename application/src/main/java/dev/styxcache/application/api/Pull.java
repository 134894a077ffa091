package dev.styxcache.application.api;

/** What became of an entry that was to be fetched. */
public sealed interface Pull {

  /**
   * It is here now.
   *
   * @param bytes how many bytes of content it has
   */
  record Fetched(long bytes) implements Pull {}

  /** It was here already. */
  record Present() implements Pull {}

  /** There is none there. */
  record Missing() implements Pull {}

  /**
   * There is one that cannot be used: it is damaged, or of a newer format.
   *
   * @param reason why, for people
   */
  record Unusable(String reason) implements Pull {}

  /**
   * The remote store failed, or the local one.
   *
   * @param reason why, for people
   */
  record Failed(String reason) implements Pull {}
}
