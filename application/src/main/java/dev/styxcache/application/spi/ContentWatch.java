package dev.styxcache.application.spi;

import dev.styxcache.application.api.RunInterruptedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Detects changes of a file or tree since it was digested. Compares each file's metadata (size,
 * times, identity), and reads content again only where metadata is inconclusive.
 */
public interface ContentWatch {

  /**
   * Called right before the tool runs, on a miss only: what costs time and only shows changes from
   * now on is noted here. Does nothing unless overridden.
   */
  default void begin() {}

  /**
   * Checks for changes. A file that was written to counts as changed even if its content is the
   * same as before, because a tool may have read other content in between.
   *
   * @return the first file found that has changed, is new, or is missing; empty without a change
   * @throws RunInterruptedException if the thread is interrupted
   */
  Optional<Path> findChange();
}
