package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.List;

/**
 * A staged run: a directory for the outputs and the captured streams, which becomes an entry by one
 * rename or is deleted. For one run; two threads may write the two captures.
 */
public interface Staging extends AutoCloseable {

  /**
   * The directory that the tool writes to.
   *
   * @return an absolute path
   */
  Path directory();

  /**
   * The capture of a stream. A capture that fails (for example because the disk is full) never
   * throws, so the run goes on; {@link #commit} fails instead.
   *
   * @param stream which stream
   * @return the handler that captures it, the same at each call
   */
  OutputHandler capture(StreamName stream);

  /**
   * Whether the tool has made an output.
   *
   * @param output a path relative to the directory, {@code .} being the directory itself
   * @return whether a file, directory or link exists at this path
   */
  boolean contains(String output);

  /**
   * Publishes the directory as the entry of its key, atomically. If another run was faster, its
   * entry stays, and gets what it lacks: outputs, and the knowledge that an output was not made.
   *
   * @param record the run
   * @return the outcome
   * @throws CacheUnavailableException if the store failed; the directory is as the tool left it
   */
  Commit commit(RunRecord record);

  /**
   * Moves the directory to a place where it stays although it becomes no entry, until nobody has
   * used it for some time.
   *
   * @return the absolute path of that place
   * @throws CacheUnavailableException if it cannot be moved; it is where it was. By default always
   */
  default Path keep() {
    throw new CacheUnavailableException(
        "the store has no place for outputs that become no entry, such as " + directory());
  }

  /**
   * The members of the directory: files, directories, links and others.
   *
   * @param max maximum number of them
   * @return their paths relative to the directory, sorted; none by default
   * @throws CacheUnavailableException if they cannot be listed
   */
  default List<String> members(int max) {
    return List.of();
  }

  /**
   * Ends the staging, and deletes the directory unless it was committed, exposed or kept. Never
   * throws; a second call does nothing.
   */
  @Override
  void close();
}
