package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import java.nio.file.Path;

/**
 * An execution whose output directory its caller can choose. The caching runner has the tool write
 * where the entry comes to stand; from an execution that cannot do this, it copies the outputs
 * instead.
 */
public interface RedirectableExecution extends Execution {

  /**
   * Sets the output directory, in place of the runner's own. To be called before the first {@link
   * #outputFile} and before {@link #run}; if it is never called, the runner chooses and creates a
   * directory of its own.
   *
   * @param directory an existing directory, absolute, which this execution may fill
   */
  void redirectOutput(Path directory);
}
