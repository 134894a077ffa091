package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.nio.file.Path;

/** Copies directory trees. Safe for use by many threads. */
public interface TreeCopier {

  /**
   * Copies all that is in one directory into another: contents, modes, empty directories, and links
   * as links. Files share their blocks with the source where the file system can do that, but never
   * the file itself. Files that are there already are replaced.
   *
   * @param source an existing directory
   * @param target a directory, which is created where it is missing
   * @throws CacheUnavailableException if it cannot be done; what was copied so far stays
   */
  void copy(Path source, Path target);
}
