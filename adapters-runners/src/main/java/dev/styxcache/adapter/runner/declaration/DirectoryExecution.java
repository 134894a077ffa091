package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.RedirectableExecution;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An execution whose tool runs in an output directory: the one that its caller chose, or one of its
 * own, which is created when the run begins. For one thread.
 */
public abstract class DirectoryExecution implements RedirectableExecution {

  private static final Logger LOG = LoggerFactory.getLogger("dev.styxcache");

  private final String toolName;
  private final DeclarationOrder order = new DeclarationOrder();
  private final InputFiles inputs;
  private final OutputDirectories directories;
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
    return seenPath(inputs.find(hostFile, resolveParent), resolveParent, mutable);
  }

  /**
   * The path by which the tool sees an input.
   *
   * @param hostPath the input, absolute and checked
   * @param resolveParent whether the tool needs its parent directory
   * @param mutable whether the tool may write to it
   * @return the path
   */
  protected abstract String seenPath(Path hostPath, boolean resolveParent, boolean mutable);

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
    Runnable work = prepare(command, directory, stdout, stderr);
    long started = System.nanoTime();
    if (redirected) {
      work.run();
    } else {
      directories.use(directory, work);
    }
    LOG.info("Executed {} in {}", toolName, Duration.ofNanos(System.nanoTime() - started));
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
