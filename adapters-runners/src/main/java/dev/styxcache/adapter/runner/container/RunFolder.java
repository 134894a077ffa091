package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder that is mounted beside a run's inputs and outputs: it holds the script that
 * runs the tool, and receives the script's progress. It is not among the outputs, so nothing of it
 * can get into an entry. For one thread and one run.
 *
 * <p>The exit code of an engine's client does not distinguish a tool that ends with 125 from a
 * failing engine, and some clients lose it. The files of the script are unambiguous.
 */
final class RunFolder implements AutoCloseable {

  /** The folder's path in the container. */
  static final String TARGET = "/.styxcache";

  private static final String SCRIPT_NAME = ".styxcache-run.sh";

  /** The script's path in the container. */
  static final String SCRIPT = TARGET + "/" + SCRIPT_NAME;

  /** Exists once the script has started. */
  static final String BEGUN = "begun";

  /** Holds the exit code once the tool has ended. */
  static final String ENDED = "ended";

  /** Exists if the image has no such command. */
  static final String NOT_FOUND = "not-found";

  /** Exists if the command cannot be executed. */
  static final String NOT_EXECUTABLE = "not-executable";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** How far the script got. */
  sealed interface Progress {

    /** It did not start: the engine failed. */
    record NotBegun() implements Progress {}

    /** The image has no such command. */
    record NotFound() implements Progress {}

    /** The command cannot be executed. */
    record NotExecutable() implements Progress {}

    /** It started and did not finish. */
    record BrokenOff() implements Progress {}

    /** The tool ended. */
    record Ended(int exitCode) implements Progress {}
  }

  /**
   * Creates a folder with a script in it.
   *
   * @param script the script, encoded
   * @throws ContainerEngineException if it cannot be created
   */
  static RunFolder create(byte[] script) {
    try {
      Path folder = Files.createTempDirectory("styxcache-run-");
      RunFolder made = new RunFolder(folder);
      try {
        Files.write(folder.resolve(SCRIPT_NAME), script, StandardOpenOption.CREATE_NEW);
        return made;
      } catch (IOException e) {
        made.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ContainerEngineException(
          "the script that runs the tool in its container cannot be written to "
              + System.getProperty("java.io.tmpdir")
              + " ("
              + e.getMessage()
              + "): make room there, or name another directory by -Djava.io.tmpdir",
          e);
    }
  }

  /** The mount of the folder. */
  Mount mount() {
    return new Mount(folder.toAbsolutePath(), TARGET, true);
  }

  /** The owner of the folder, who is the user of this process. */
  ContainerRun.User owner() {
    try {
      return new ContainerRun.User(
          (Integer) Files.getAttribute(folder, "unix:uid"),
          (Integer) Files.getAttribute(folder, "unix:gid"));
    } catch (IOException e) {
      throw new ContainerEngineException(
          "the owner of " + folder + " is unknown (" + e.getMessage() + ")", e);
    }
  }

  /** How far the script got. Called after the end of the container. */
  Progress progress() {
    if (!exists(BEGUN)) {
      return new Progress.NotBegun();
    } else if (exists(NOT_FOUND)) {
      return new Progress.NotFound();
    } else if (exists(NOT_EXECUTABLE)) {
      return new Progress.NotExecutable();
    }
    try {
      return new Progress.Ended(Integer.parseInt(Files.readString(folder.resolve(ENDED)).strip()));
    } catch (NumberFormatException | IOException e) {
      // It was killed before or during the write, or the disk is full.
      return new Progress.BrokenOff();
    }
  }

  private boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** Deletes the folder. A failure is logged only: it must not lose the tool's outputs. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted ({}); delete it", folder, e.toString());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
