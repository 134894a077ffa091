package dev.styxcache.adapter.runner.process;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the settings of Python's virtual environments. All environments of a machine share one
 * interpreter by links, so its digest does not tell them apart; these settings do.
 */
public final class VirtualEnvironments {

  private static final String SETTINGS = "pyvenv.cfg";

  private VirtualEnvironments() {}

  /**
   * Finds the settings of the environment that an executable belongs to, where Python looks for
   * them.
   *
   * @param executable its path, links not resolved
   * @return the file {@code pyvenv.cfg} in its directory or the one above; empty without one
   */
  public static Optional<Path> settings(Path executable) {
    Path directory = executable.getParent();
    for (int i = 0; i < 2 && directory != null; i++) {
      Path settings = directory.resolve(SETTINGS);
      if (isFile(settings)) {
        return Optional.of(settings);
      }
      directory = directory.getParent();
    }
    return Optional.empty();
  }

  /** A hit asks, and mostly there is none: a failed method of Files costs an exception. */
  private static boolean isFile(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault())
        ? path.toFile().isFile()
        : Files.isRegularFile(path);
  }
}
