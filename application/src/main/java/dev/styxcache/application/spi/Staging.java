package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;

/**
 * A run in progress within a store: a folder for its outputs and the captures of its streams, which
 * become an entry by one rename or vanish. For one run; the captures may be fed by two threads.
 */
public interface Staging extends AutoCloseable {

  /**
   * The folder that the tool writes to.
   *
   * @return an absolute path
   */
  Path directory();

  /**
   * Where a stream of the tool is to be sent to be captured. A capture that fails (the disk is
   * full) does not disturb the run: it throws nothing, and {@link #commit} fails instead.
   *
   * @param stream which stream
   * @return its capture, the same at each call
   */
  OutputHandler capture(StreamName stream);

  /**
   * Whether the tool has made an output.
   *
   * @param output a path relative to the folder, {@code .} being the folder
   * @return whether a file, folder or link is there
   */
  boolean contains(String output);

  /**
   * Makes the folder the entry of its key, atomically. Where another run was faster, its entry
   * stays as it is and is given what it lacks: outputs that it does not have, the knowledge that an
   * output is absent, the final state of mutable inputs.
   *
   * @param record the run
   * @return the outcome
   * @throws CacheUnavailableException if the store failed; the folder is as the tool left it
   */
  Commit commit(RunRecord record);

  /**
   * Gives the folder up, and deletes it unless it was committed or exposed. Never throws; a second
   * call does nothing.
   */
  @Override
  void close();
}
