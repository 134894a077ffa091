package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.nio.file.Path;

/** Copies directory trees. Thread-safe. */
public interface TreeCopier {

  /**
   * Copies the content of one directory into another: file contents, modes, empty directories, and
   * links as links. Copies share their blocks with the source where the file system supports it,
   * but never as hard links. Existing files are replaced.
   *
   * @param source an existing directory
   * @param target a directory, created if it is missing
   * @throws CacheUnavailableException if the copy fails; files that were replaced by then stay so
   */
  void copy(Path source, Path target);
}
