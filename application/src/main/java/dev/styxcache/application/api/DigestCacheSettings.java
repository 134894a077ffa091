package dev.styxcache.application.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the digest cache is, which spares reading unchanged files again.
 *
 * @param directory a directory of this user on a local disk; created if it is missing
 * @param elsewhere a directory on a local disk that all users share; if {@code directory} is on a
 *     network file system, a directory of this user is created in it instead. If empty, there is no
 *     digest cache in that case
 */
public record DigestCacheSettings(Path directory, Optional<Path> elsewhere) {

  /**
   * Uses one directory without an alternative.
   *
   * @param directory the directory
   * @return the settings
   */
  public static DigestCacheSettings in(Path directory) {
    return new DigestCacheSettings(directory.toAbsolutePath(), Optional.empty());
  }

  /** A directory on a local disk that all users share and that survives a restart. */
  private static final Path FOR_ALL_USERS = Path.of("/var/tmp");

  /** No disk, so that the directory for all users is taken. Java says "?" without an account. */
  private static Path home() {
    String home = System.getProperty("user.home", "");
    return Path.of(home.startsWith("/") ? home : "/proc");
  }

  /**
   * The default location, which the command line uses as well: {@code styxcache-memo} below {@code
   * $XDG_CACHE_HOME} or {@code ~/.cache}, else a directory of this user in {@code /var/tmp}.
   *
   * @return the settings
   */
  public static DigestCacheSettings defaults() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && configured.startsWith("/")
            ? Path.of(configured)
            : home().resolve(".cache");
    return new DigestCacheSettings(caches.resolve("styxcache-memo"), Optional.of(FOR_ALL_USERS));
  }
}
