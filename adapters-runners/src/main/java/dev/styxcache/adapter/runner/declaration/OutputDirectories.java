package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.api.ToolFailedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names and makes the output directories of a runner: {@code <random>_<counter>_<tool>} in its data
 * directory, as in Styx. Safe for use by many threads, and beside other processes.
 */
public final class OutputDirectories {

  private static final int MAX_TOOL_NAME = 100;

  /** What may stand in a name beside letters and digits. */
  private static final String SAFE_SIGNS = "._+-";

  private final Path dataDirectory;
  private final String random;
  private final AtomicLong counter = new AtomicLong();

  /**
   * In the data directory of some settings; a relative one is below their working directory.
   *
   * @param settings the runner's settings
   */
  public OutputDirectories(RunnerSettings settings) {
    this.dataDirectory =
        settings.workingDirectory().toAbsolutePath().resolve(settings.dataDirectory());
    // Names only have to differ, and a clash is an error and no accident; a SecureRandom takes long
    // to set up.
    this.random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /**
   * Chooses a directory. Makes nothing.
   *
   * @param toolName the tool's name; what does not suit a file name is replaced
   * @return a path that no other call is given
   */
  public Path next(String toolName) {
    return dataDirectory.resolve(random + "_" + counter.getAndIncrement() + "_" + safe(toolName));
  }

  private static String safe(String toolName) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(toolName.length(), MAX_TOOL_NAME); i++) {
      char c = toolName.charAt(i);
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      safe.append(plain || SAFE_SIGNS.indexOf(c) >= 0 ? c : '_');
    }
    return safe.toString();
  }

  /**
   * Makes a chosen directory and does work in it. If the work does not begin, or is interrupted,
   * and left nothing, the directory goes again.
   *
   * @param directory what {@link #next} chose
   * @param work the work
   * @throws InvalidOutputException if the directory cannot be made
   */
  public void use(Path directory, Runnable work) {
    create(directory);
    try {
      work.run();
    } catch (ToolFailedException e) {
      throw e; // What a tool that failed has left says why.
    } catch (StyxCacheException e) {
      try {
        discard(directory);
      } catch (IOException notDiscarded) {
        e.addSuppressed(notDiscarded);
      }
      throw e;
    }
  }

  /**
   * Makes a chosen directory, and the data directory where it is missing.
   *
   * @param directory what {@link #next} chose
   * @throws InvalidOutputException if it cannot be made
   */
  private void create(Path directory) {
    try {
      Files.createDirectories(dataDirectory);
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidOutputException(
          "the output directory "
              + directory
              + " cannot be made, as "
              + e.getFile()
              + " exists already: move that away, or choose another data directory",
          e);
    } catch (IOException e) {
      throw new InvalidOutputException(
          "the output directory "
              + directory
              + " cannot be made ("
              + e.getMessage()
              + "): make room or change permissions there, or choose another data directory",
          e);
    }
  }

  /**
   * Takes a directory back in which nothing came to be.
   *
   * @param directory what {@link #create} made; it stays if something is in it after all
   * @throws IOException if it cannot be removed
   */
  private void discard(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return; // Someone has put something there, and may need it.
    }
  }
}
