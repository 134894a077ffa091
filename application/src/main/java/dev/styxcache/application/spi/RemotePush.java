package dev.styxcache.application.spi;

/** What became of an entry that was to be sent. */
public sealed interface RemotePush {

  /**
   * It is there.
   *
   * @param bytes how many bytes of content were sent for it; those that were there already are not
   *     counted
   */
  record Stored(long bytes) implements RemotePush {}

  /**
   * It was not stored, since something else stands in its place: another entry, or (for {@link
   * RemoteEntry#replace}) nothing any more.
   *
   * @param now what stands there
   */
  record Taken(Lookup<RemoteEntry> now) implements RemotePush {}

  /** It was deleted on this machine before it was sent. */
  record Gone() implements RemotePush {}

  /**
   * The remote store failed.
   *
   * @param fault what failed
   */
  record Failed(Fault fault) implements RemotePush {}
}
