package dev.styxcache.domain.manifest;

/** Names at the top of an entry that belong to the cache, not to the run. */
public final class ReservedNames {

  /** How they begin. */
  public static final String PREFIX = ".styxcache";

  /** The marker file of a complete entry. */
  public static final String DONE = PREFIX + ".done";

  private ReservedNames() {}

  /**
   * Whether a name belongs to the cache.
   *
   * @param name a name at the top of an entry, or a path that begins with it
   * @return whether it does
   */
  public static boolean contain(String name) {
    return name.startsWith(PREFIX);
  }
}
