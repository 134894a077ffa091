package dev.styxcache.application.spi;

/** The outcome of {@link RemoteEntry#fetch}. */
public sealed interface RemoteFetch {

  /** All contents were downloaded and match their digests. */
  record Fetched() implements RemoteFetch {}

  /** The entry was deleted or replaced in the meantime. */
  record Missing() implements RemoteFetch {}

  /**
   * Some contents are missing or do not match their digests, even after a retry.
   *
   * @param reason what is wrong, and where, for people
   * @param damage discards the entry and those contents
   */
  record Corrupt(String reason, RemoteDamage damage) implements RemoteFetch {}

  /**
   * The remote store failed.
   *
   * @param fault what failed
   */
  record Failed(Fault fault) implements RemoteFetch {}
}
