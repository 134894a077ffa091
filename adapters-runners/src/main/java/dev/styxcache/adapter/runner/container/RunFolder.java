package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of one run beside its inputs and outputs: the script that runs the tool and its
 * progress, the tool's home and temporary directory, and settings of the engine's client. It is
 * below the runner's data directory, on a disk that has room for outputs; nothing of it can get
 * into an entry. For one thread and one run.
 *
 * <p>The exit code of an engine's client does not distinguish a tool that ends with 125 from a
 * failing engine, and some clients lose it. The files of the script are unambiguous.
 *
 * <p>A folder's name says which process it belongs to, so that the next run finds what a process
 * left that was killed.
 */
public final class RunFolder implements AutoCloseable {

  /** The path in the container of what the script uses. */
  static final String TARGET = "/.styxcache";

  /** The tool's home directory in the container, unless the image has one. */
  static final String HOME = TARGET + "/home";

  private static final String SCRIPT_NAME = ".styxcache-run.sh";

  /** The script's path in the container. */
  static final String SCRIPT = TARGET + "/" + SCRIPT_NAME;

  /** Exists once the script has started. */
  static final String BEGUN = "begun";

  /**
   * Holds the exit code once the tool has ended. It exists from the start and has its length, so
   * that the end of a run needs no room on the disk.
   */
  static final String ENDED = "ended";

  /** What {@link #ENDED} holds before. */
  private static final String NOT_YET = "---\n";

  /** Exists if the image has no such command. */
  static final String NOT_FOUND = "not-found";

  /** Exists if the command cannot be executed. */
  static final String NOT_EXECUTABLE = "not-executable";

  /** Holds the path of an input that the tool cannot read, if there is one. */
  static final String UNREADABLE = "unreadable";

  /** Exists if a process of the run was killed because memory ran out. */
  static final String OUT_OF_MEMORY = "out-of-memory";

  /** The folder in a data directory that has the folders of its runs. */
  public static final String RUNS = ".styxcache-runs";

  /** Age at which a folder of another machine, or of an earlier boot, is nobody's. */
  private static final Duration ABANDONED = Duration.ofDays(7);

  private static final int ATTEMPTS = 10;
  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Path folder;

  /** Directories above it that are deleted with it where nothing else is in them. */
  private final List<Path> parents;

  private RunFolder(Path folder, List<Path> parents) {
    this.folder = folder;
    this.parents = parents;
  }

  /** How far the script got. */
  sealed interface Progress {

    /** It did not start: the engine failed. */
    record NotBegun() implements Progress {}

    /** The image has no such command. */
    record NotFound() implements Progress {}

    /** The command cannot be executed. */
    record NotExecutable() implements Progress {}

    /** The tool was not started, since it cannot read an input. */
    record Unreadable(String input) implements Progress {}

    /** It started and did not finish. */
    record BrokenOff() implements Progress {}

    /** The tool ended. */
    record Ended(int exitCode, boolean outOfMemory) implements Progress {}
  }

  /**
   * Creates a folder, and deletes those that killed processes left beside it.
   *
   * @param dataDirectory the runner's data directory, absolute; where nothing can be created there,
   *     the directory for temporary files takes its place
   * @param name the run's name, unique
   * @throws ContainerEngineException if it cannot be created
   */
  static RunFolder create(Path dataDirectory, String name) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    try {
      return Mount.findFault(dataDirectory.toString()).isEmpty()
          ? createIn(dataDirectory, name)
          : createIn(temporary, name);
    } catch (IOException inDataDirectory) {
      try {
        return createIn(temporary, name);
      } catch (IOException e) {
        e.addSuppressed(inDataDirectory);
        throw new ContainerEngineException(
            "the script that runs the tool in its container can be written neither to "
                + dataDirectory
                + " ("
                + inDataDirectory.getMessage()
                + ") nor to "
                + temporary
                + " ("
                + e.getMessage()
                + "): make room there, or choose another runner.data_dir",
            e);
      }
    }
  }

  private static RunFolder createIn(Path dataDirectory, String name) throws IOException {
    Path runs = dataDirectory.resolve(RUNS);
    boolean isNew = !Files.exists(dataDirectory);
    Path folder = runs.resolve(RunOwner.current().text() + "-" + name);
    for (int attempt = 1; ; attempt++) {
      Files.createDirectories(runs);
      try {
        // Others must not read the variables in the script.
        Files.createDirectory(folder, OWN);
        break;
      } catch (NoSuchFileException e) {
        // The last run of another process removed the folder of folders just now.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    RunFolder made = new RunFolder(folder, isNew ? List.of(runs, dataDirectory) : List.of(runs));
    try {
      Files.createDirectory(made.box());
      Files.createDirectory(made.box().resolve("home"));
      Files.createDirectory(made.temporary());
      Files.createDirectory(made.engine());
      Files.writeString(made.box().resolve(ENDED), NOT_YET, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      made.close();
      throw e;
    }
    collect(runs);
    return made;
  }

  /**
   * Deletes the folders of runs whose processes are gone.
   *
   * @param runs the folder {@link #RUNS} of a data directory; it may be missing
   * @return the folders that were deleted
   */
  static List<Path> collect(Path runs) {
    List<Path> deleted = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
      for (Path folder : folders) {
        if (isAbandoned(folder)) {
          TreeDeletion.delete(folder);
          deleted.add(folder);
        }
      }
    } catch (NoSuchFileException e) {
      return deleted;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      // Another user's, or another process deletes it too. The next run tries again.
      LOG.debug("an abandoned folder of a run cannot be deleted", e);
    }
    return deleted;
  }

  private static boolean isAbandoned(Path folder) throws IOException {
    Optional<RunOwner> owner = RunOwner.parse(String.valueOf(folder.getFileName()));
    if (owner.isEmpty()) {
      return false;
    }
    return owner.get().isOfThisMachine()
        ? owner.get().isGone()
        : Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(ABANDONED));
  }

  /** Writes the script. */
  void writeScript(byte[] script) {
    try {
      Files.write(box().resolve(SCRIPT_NAME), script, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new ContainerEngineException(
          "the script that runs the tool cannot be written to "
              + folder
              + " ("
              + e.getMessage()
              + "): make room there, or choose another runner.data_dir",
          e);
    }
  }

  /** The mount of what the script uses. */
  Mount mount() {
    return new Mount(box(), TARGET, true);
  }

  private Path box() {
    return folder.resolve("box");
  }

  /**
   * A directory on disk for an engine whose containers have little room for temporary files.
   *
   * @return the directory
   */
  public Path temporary() {
    return folder.resolve("tmp");
  }

  /**
   * A directory for settings of the engine's client, which containers do not see.
   *
   * @return the directory
   */
  public Path engine() {
    return folder.resolve("engine");
  }

  /** The user of this process, who owns the folder. */
  Caller caller() {
    try {
      return Caller.of(folder);
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
      if (exists(UNREADABLE)) {
        return new Progress.Unreadable(
            new String(Files.readAllBytes(box().resolve(UNREADABLE)), StandardCharsets.UTF_8));
      }
      String ended = Files.readString(box().resolve(ENDED)).strip();
      return new Progress.Ended(Integer.parseInt(ended), exists(OUT_OF_MEMORY));
    } catch (NumberFormatException | IOException e) {
      // It was killed before or during the write.
      return new Progress.BrokenOff();
    }
  }

  private boolean exists(String name) {
    return Files.exists(box().resolve(name));
  }

  /** Deletes the folder. A failure is logged only: it must not lose the tool's outputs. */
  @Override
  public void close() {
    try {
      TreeDeletion.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted ({}); delete it", folder, e.toString());
    }
    try {
      for (Path parent : parents) {
        Files.deleteIfExists(parent);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // Other runs use it.
    } catch (IOException e) {
      LOG.debug("an empty directory above {} cannot be deleted", folder, e);
    }
  }
}
