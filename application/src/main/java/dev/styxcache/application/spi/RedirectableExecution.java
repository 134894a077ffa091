package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import java.nio.file.Path;

/**
 * An execution whose output directory the caller can choose. The cache lets such a tool write into
 * the staged entry; the outputs of other executions are copied.
 */
public interface RedirectableExecution extends Execution {

  /**
   * Sets the output directory. Called before the first {@link #outputFile} and before {@link #run};
   * otherwise the runner creates a directory of its own.
   *
   * @param directory an existing directory, absolute, that this execution may fill
   */
  void redirectOutput(Path directory);
}
