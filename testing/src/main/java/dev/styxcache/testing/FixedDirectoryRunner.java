package dev.styxcache.testing;

import dev.styxcache.application.api.Execution;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;

/**
 * A {@link MemoryRunner} that always chooses the output directory itself, so that a cache has to
 * copy the outputs. Safe for use by many threads, if the tool is.
 */
public final class FixedDirectoryRunner extends MemoryRunner {

  /**
   * A runner of one tool.
   *
   * @param directory where relative paths of inputs start, and below which runs make their output
   *     directories; absolute, of any file system
   * @param tool the tool
   */
  public FixedDirectoryRunner(Path directory, MemoryTool tool) {
    super(directory, tool);
  }

  @Override
  public Execution startExecution(Metadata metadata) {
    return new MemoryExecution(this);
  }
}
