package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidOutputException;
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
 * Names and creates the output directories of a runner: {@code <random>_<counter>_<tool>} in its
 * data directory, as in Styx. Thread-safe, also beside other processes.
 */
public final class OutputDirectories {

  /** The name of the data directory in Styx, below the working directory. */
  private static final String DEFAULT_NAME = "styx_tmp";

  private static final int MAX_TOOL_NAME = 100;

  /** Characters of a directory name beside letters and digits. */
  private static final String SAFE_SIGNS = "._+-";

  private final Path dataDirectory;
  private final String random;
  private final AtomicLong counter = new AtomicLong();

  /**
   * In a data directory, or where that is the default one and cannot be written to, in one of its
   * own below the directory for temporary files.
   *
   * @param workingDirectory the directory that a relative data directory starts from
   * @param dataDirectory the data directory
   */
  public OutputDirectories(Path workingDirectory, Path dataDirectory) {
    // Names only have to differ, and a clash is reported; a SecureRandom takes long to set up.
    this.random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path chosen = workingDirectory.toAbsolutePath().resolve(dataDirectory);
    boolean isDefault = chosen.equals(workingDirectory.toAbsolutePath().resolve(DEFAULT_NAME));
    this.dataDirectory =
        isDefault && !Files.isWritable(Files.exists(chosen) ? chosen : workingDirectory)
            ? temporary().resolve(DEFAULT_NAME + "-" + random)
            : chosen;
  }

  /** As other programs find it: Java's own property does not know of the variable. */
  private static Path temporary() {
    String variable = System.getenv().getOrDefault("TMPDIR", "");
    return Path.of(
        variable.startsWith("/") ? variable : System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /**
   * Chooses a directory. Creates nothing.
   *
   * @param toolName the tool's name; characters that do not suit a file name are replaced
   * @return a path that no other call returns
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
   * Creates a chosen directory and does work in it. If the work does not start, or is interrupted,
   * and leaves nothing, the directory is deleted.
   *
   * @param directory what {@link #next} chose
   * @param work the work
   * @throws InvalidOutputException if the directory cannot be created
   */
  public void use(Path directory, Runnable work) {
    create(directory);
    try {
      work.run();
    } catch (ToolFailedException e) {
      throw e; // The files of a failed tool help to find out why.
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
   * Creates a chosen directory, and the data directory where it is missing.
   *
   * @param directory what {@link #next} chose
   * @throws InvalidOutputException if it cannot be created
   */
  private void create(Path directory) {
    try {
      Files.createDirectories(dataDirectory);
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidOutputException(
          "the output directory "
              + directory
              + " cannot be created, since "
              + e.getFile()
              + " exists already: move it away, or choose another data directory",
          e);
    } catch (IOException e) {
      throw new InvalidOutputException(
          "the output directory "
              + directory
              + " cannot be created ("
              + e.getMessage()
              + "): make room or change permissions there, or choose another data directory",
          e);
    }
  }

  /**
   * Deletes a directory unless something is in it.
   *
   * @param directory what {@link #create} created
   * @throws IOException if it cannot be deleted
   */
  private void discard(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return; // Somebody may need what is there.
    }
  }
}
