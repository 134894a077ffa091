package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import dev.styxcache.domain.key.CacheKey;
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

  /**
   * Tells which entry the run makes, so that a call which the tool makes itself can find that it is
   * part of the same run: a runner whose tools can call the cache adds the key to their variable
   * {@link #KEYS}. Called before {@link #run}. Does nothing unless overridden.
   *
   * @param key the key of the run
   */
  default void makes(CacheKey key) {}

  /** The variable with the keys of the runs that a process is part of, separated by blanks. */
  String KEYS = "_STYX_KEYS";
}
