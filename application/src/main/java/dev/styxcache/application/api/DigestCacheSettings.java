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
}
