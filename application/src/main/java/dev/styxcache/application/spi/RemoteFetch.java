package dev.styxcache.application.spi;

/** What became of an entry's contents that were to be fetched. */
public sealed interface RemoteFetch {

  /** All are there and were found sound. */
  record Fetched() implements RemoteFetch {}

  /** The entry was deleted or replaced in the meantime. */
  record Missing() implements RemoteFetch {}

  /**
   * Some are gone, or not what they should be, even though they were asked for once more.
   *
   * @param reason what is wrong, and where, for people
   * @param damage takes the entry and those contents away
   */
  record Corrupt(String reason, RemoteDamage damage) implements RemoteFetch {}

  /**
   * The remote store failed.
   *
   * @param fault what failed
   */
  record Failed(Fault fault) implements RemoteFetch {}
}
