package dev.styxcache.application.spi;

/** What a remote store answers when it is asked for an entry. */
public sealed interface RemoteLookup {

  /**
   * There is one, whose description could be read.
   *
   * @param entry the entry
   */
  record Found(RemoteEntry entry) implements RemoteLookup {}

  /** There is none. */
  record Missing() implements RemoteLookup {}

  /**
   * There is one that cannot be used.
   *
   * @param reason what is wrong, and where, for people
   * @param damage takes it away
   */
  record Corrupt(String reason, RemoteDamage damage) implements RemoteLookup {}

  /**
   * There is one in a format that this version does not know. It must be neither used nor replaced.
   *
   * @param reason which format, for people
   */
  record Newer(String reason) implements RemoteLookup {}

  /**
   * The remote store failed.
   *
   * @param fault what failed
   */
  record Failed(RemoteFault fault) implements RemoteLookup {}
}
