package dev.styxcache.application.spi;

/** The outcome of {@link RemoteStore#create} and {@link RemoteEntry#replace}. */
public sealed interface RemotePush {

  /**
   * The entry was stored.
   *
   * @param bytes number of bytes of content that were uploaded; content that the store already had
   *     is not counted
   */
  record Stored(long bytes) implements RemotePush {}

  /**
   * The entry was not stored, because of a concurrent change: another entry has the key or, for
   * {@link RemoteEntry#replace}, there is no entry any more.
   *
   * @param now the current state of the key
   */
  record Taken(Lookup<RemoteEntry> now) implements RemotePush {}

  /** The local entry was deleted before it was pushed. */
  record Gone() implements RemotePush {}

  /**
   * The remote store failed.
   *
   * @param fault what failed
   */
  record Failed(Fault fault) implements RemotePush {}
}
