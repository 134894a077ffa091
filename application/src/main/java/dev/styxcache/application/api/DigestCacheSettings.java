package dev.styxcache.application.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the digests of files are remembered, so that a file that has not changed is not read again.
 *
 * @param directory a directory of this user's, on a disk of this machine; it is created where it is
 *     missing
 * @param elsewhere a directory on such a disk that all users share, in which one of this user's is
 *     made where {@code directory} turns out to be on a network file system; without it nothing is
 *     remembered then
 */
public record DigestCacheSettings(Path directory, Optional<Path> elsewhere) {

  /**
   * Remembers in one directory and nowhere else.
   *
   * @param directory the directory
   * @return the settings
   */
  public static DigestCacheSettings in(Path directory) {
    return new DigestCacheSettings(directory.toAbsolutePath(), Optional.empty());
  }

  /** A directory for all users, on a disk of this machine, that outlives a restart. */
  private static final Path FOR_ALL_USERS = Path.of("/var/tmp");

  /**
   * The usual place, which is the command line's as well: {@code styxcache-memo} below {@code
   * $XDG_CACHE_HOME} or {@code ~/.cache}, else a directory of this user's in {@code /var/tmp}.
   *
   * @return the settings
   */
  public static DigestCacheSettings defaults() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && configured.startsWith("/")
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new DigestCacheSettings(caches.resolve("styxcache-memo"), Optional.of(FOR_ALL_USERS));
  }
}
