package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.MutableCopyException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.MutableCopies;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.files.EditableCopy;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * An execution whose tool runs in an output directory: the one that its caller chose, or one of its
 * own, which is created when the run begins. For one thread.
 */
public abstract class DirectoryExecution implements RedirectableExecution {

  private final String toolName;
  private final DeclarationOrder order = new DeclarationOrder();
  private final InputFiles inputs;
  private final OutputDirectories directories;
  private final MutableCopies copies = new MutableCopies();
  private Path directory;
  private boolean redirected;

  /**
   * Chooses a directory, which need not exist until the run.
   *
   * @param inputs finds the inputs
   * @param directories names and creates output directories
   * @param toolName the tool's name
   */
  protected DirectoryExecution(InputFiles inputs, OutputDirectories directories, String toolName) {
    this.toolName = toolName;
    this.inputs = inputs;
    this.directories = directories;
    this.directory = directories.next(toolName);
  }

  @Override
  public final void redirectOutput(Path directory) {
    order.redirection();
    if (!directory.isAbsolute()
        || !directory.getFileSystem().equals(FileSystems.getDefault())
        || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "not an absolute path of an existing directory of this machine: " + directory);
    }
    this.directory = directory;
    this.redirected = true;
  }

  /**
   * An input of another kind is declared.
   *
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  protected final void declareInput() {
    order.input();
  }

  @Override
  public final String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
    order.input();
    return mutable
        ? seenCopy(copies.add(inputs.find(hostFile, false)))
        : seenPath(inputs.find(hostFile, resolveParent), resolveParent);
  }

  /**
   * The path by which the tool sees an input that it does not write to.
   *
   * @param hostPath the input, absolute and checked
   * @param resolveParent whether the tool needs its parent directory
   * @return the path
   */
  protected abstract String seenPath(Path hostPath, boolean resolveParent);

  /**
   * The path by which the tool sees something in its output directory.
   *
   * @param name the name of the copy of a mutable input
   * @return the path
   */
  protected abstract String seenCopy(String name);

  /** Follows a redirection, and is no output that would forbid one. */
  @Override
  public final Path mutableCopy(Path hostFile) {
    return directory.resolve(
        copies
            .find(inputs.absolute(hostFile))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        hostFile + " has no copy, as it was not declared as a mutable input")));
  }

  @Override
  public final Path outputFile(String localFile, boolean optional) {
    return order.output(directory, localFile);
  }

  @Override
  public final Map<String, ?> params(Map<String, ?> params) {
    order.input();
    return params;
  }

  @Override
  public final void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
    order.run(command);
    Runnable tool = prepare(command, directory, stdout, stderr);
    Runnable work =
        () -> {
          makeCopies();
          tool.run();
        };
    long started = System.nanoTime();
    if (redirected) {
      work.run();
    } else {
      directories.use(directory, work);
    }
    // Looked up only here: a hit needs no logger, and the first one takes milliseconds.
    LoggerFactory.getLogger("dev.styxcache")
        .info("Executed {} in {}", toolName, Duration.ofNanos(System.nanoTime() - started));
  }

  private void makeCopies() {
    for (Map.Entry<Path, String> copy : copies.all().entrySet()) {
      try {
        EditableCopy.make(copy.getKey(), directory.resolve(copy.getValue()));
      } catch (ClosedByInterruptException e) {
        throw new RunInterruptedException("interrupted while " + copy.getKey() + " was copied", e);
      } catch (IOException e) {
        deleteCopies(e);
        throw new MutableCopyException(
            "the mutable input "
                + copy.getKey()
                + " cannot be copied to "
                + directory
                + ": "
                + why(e)
                + "; see whether it can be read, and whether there is room for the copy",
            e);
      }
    }
  }

  /** So that a full disk has room for something else. */
  private void deleteCopies(IOException failure) {
    for (String name : copies.names()) {
      try {
        TreeDeletion.delete(directory.resolve(name));
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private static String why(IOException failure) {
    return failure instanceof AccessDeniedException denied
        ? "no permission for " + denied.getFile()
        : failure instanceof NoSuchFileException missing
            ? missing.getFile() + " does not exist"
            : String.valueOf(failure.getMessage());
  }

  /**
   * Checks all that can be checked before the output directory is created.
   *
   * @param command the command, not empty
   * @param directory the output directory
   * @param stdout receives the tool's standard output
   * @param stderr receives the tool's standard error
   * @return runs the tool in the directory, which exists by then
   */
  protected abstract Runnable prepare(
      List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr);
}
