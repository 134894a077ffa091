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
 * A folder of this machine that a container sees beside its inputs and outputs: it has the script
 * that runs the tool, and the script says in it how that went. It is in the directory for temporary
 * files, and not among the outputs, so that nothing of it can come to be in an entry. For one
 * thread and one run.
 *
 * <p>The exit code of an engine's client does not tell a tool that ends with 125 from an engine
 * that fails, and some clients lose it. What the script says cannot be mistaken.
 */
final class RunFolder implements AutoCloseable {

  /** Where the container sees the folder. */
  static final String TARGET = "/.styxcache";

  private static final String SCRIPT_NAME = ".styxcache-run.sh";

  /** Where the container sees the script. */
  static final String SCRIPT = TARGET + "/" + SCRIPT_NAME;

  /** Is there when the script has begun. */
  static final String BEGUN = "begun";

  /** Has the exit code, when the tool has ended. */
  static final String ENDED = "ended";

  /** Is there when the image has no such command. */
  static final String NOT_FOUND = "not-found";

  /** Is there when the command cannot be executed. */
  static final String NOT_EXECUTABLE = "not-executable";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** How far the script has come. */
  sealed interface Progress {

    /** It did not begin: the engine failed. */
    record NotBegun() implements Progress {}

    /** It began, and the image has no such command. */
    record NotFound() implements Progress {}

    /** It began, and the command cannot be executed. */
    record NotExecutable() implements Progress {}

    /** It began, and did not come to its end. */
    record BrokenOff() implements Progress {}

    /** The tool ended. */
    record Ended(int exitCode) implements Progress {}
  }

  /**
   * Makes a folder with a script in it.
   *
   * @param script the script, encoded
   * @throws ContainerEngineException if it cannot be made
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

  /** How the container sees it. */
  Mount mount() {
    return new Mount(folder.toAbsolutePath(), TARGET, true);
  }

  /** Who has made it: who runs this process. */
  ContainerUser owner() {
    try {
      return new ContainerUser(
          (Integer) Files.getAttribute(folder, "unix:uid"),
          (Integer) Files.getAttribute(folder, "unix:gid"));
    } catch (IOException e) {
      throw new ContainerEngineException(
          "who owns " + folder + " cannot be found out (" + e.getMessage() + ")", e);
    }
  }

  /** Looks how far the script has come. To be called when the container has ended. */
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
      // It was killed before or while it wrote, or there was no room to write.
      return new Progress.BrokenOff();
    }
  }

  private boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * Deletes it. What cannot be deleted is logged: it is no reason for losing the tool's outputs.
   */
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
