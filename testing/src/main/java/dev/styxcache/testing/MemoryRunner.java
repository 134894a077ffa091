package dev.styxcache.testing;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.domain.Metadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A runner for tests whose tools are Java functions. Counts its runs. A cache has it write straight
 * into the entry; {@link FixedDirectoryRunner} does not allow that.
 *
 * <pre>{@code
 * MemoryRunner runner = new MemoryRunner(directory, MemoryTool.writing("out.txt", "content"));
 * }</pre>
 *
 * <p>Safe for use by many threads, if the tool is.
 */
public class MemoryRunner implements Runner {

  private final Path directory;
  private final MemoryTool tool;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger directories = new AtomicInteger();

  /**
   * A runner of one tool, whatever the metadata and the command say.
   *
   * @param directory where relative paths of inputs start, and below which runs that are not
   *     redirected make their output directories; absolute, of any file system
   * @param tool the tool
   */
  public MemoryRunner(Path directory, MemoryTool tool) {
    this.directory = directory;
    this.tool = tool;
  }

  @Override
  public Execution startExecution(Metadata metadata) {
    return new Redirectable(this);
  }

  /**
   * The number of runs that were begun, those that failed included.
   *
   * @return the number, at least 0
   */
  public final int runs() {
    return runs.get();
  }

  final Path directory() {
    return directory;
  }

  final MemoryTool beginRun() {
    runs.incrementAndGet();
    return tool;
  }

  /** A path for an output directory, where nothing is yet. */
  final Path newOutputDirectory() {
    return directory.resolve("output-" + directories.incrementAndGet());
  }

  /** Lets a cache choose the output directory. */
  private static final class Redirectable extends MemoryExecution implements RedirectableExecution {

    Redirectable(MemoryRunner runner) {
      super(runner);
    }

    @Override
    public void redirectOutput(Path output) {
      if (!output.isAbsolute() || !Files.isDirectory(output)) {
        throw new IllegalArgumentException(
            "cannot redirect outputs to " + output + ": it is not an absolute, existing directory");
      }
      redirect(output);
    }
  }
}
