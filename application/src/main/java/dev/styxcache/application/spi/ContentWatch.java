package dev.styxcache.application.spi;

import dev.styxcache.application.api.RunInterruptedException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Notices whether a file or tree is still what it was when it was digested. It goes by what the
 * file system says of each file (size, times, identity), and reads content again where that cannot
 * tell.
 */
public interface ContentWatch {

  /**
   * Looks again. A file that was written to counts as changed even if its content is the same as
   * before: what a tool read in between cannot be known.
   *
   * @return the first file found that has changed, is new, or is gone
   * @throws RunInterruptedException if the thread is interrupted
   */
  Optional<Path> findChange();
}
