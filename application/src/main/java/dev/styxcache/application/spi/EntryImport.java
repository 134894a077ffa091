package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.util.List;

/**
 * A pulled entry while it is written to the local store, invisible to readers until {@link
 * #commit}. A remote store writes the contents as they arrive. Every byte is digested here, on its
 * way to the disk, so no remote store can skip the check and no wrong byte is ever served.
 * Directories and empty files exist from the start; links, modes and times are applied at commit,
 * so nothing can be written through a link.
 *
 * <p>Several threads may write contents at once. {@link #commit} and {@link #close} must be called
 * after all writes have ended.
 */
public interface EntryImport extends AutoCloseable {

  /**
   * The contents to write, each one once, however many files of the entry share it.
   *
   * @return the contents, in the order of the first file that has each; the same objects at each
   *     call
   */
  List<IncomingContent> contents();

  /**
   * Publishes it as the entry of its key, by one rename. If another entry exists by now, that one
   * stays, and gets the outputs that it lacks.
   *
   * @throws IllegalStateException if a content is not sound
   * @throws CacheUnavailableException if the store failed; nothing was published
   */
  void commit();

  /**
   * Ends the import and deletes everything that was not committed. Never throws; a second call does
   * nothing.
   */
  @Override
  void close();
}
