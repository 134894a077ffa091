package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.util.List;

/**
 * An entry from elsewhere that is put together, out of every reader's sight. Who fetches it gives
 * the contents as they come; they are digested here on their way to the disk, in one place, so that
 * whatever they went through no wrong byte is ever served, and nobody who fetches can leave that
 * out. Folders and empty files are there from the beginning; links, modes and times are made when
 * it is committed, so that nothing can be written through a link.
 *
 * <p>Contents may be written by many threads at once. {@link #commit} and {@link #close} come after
 * all of that.
 */
public interface EntryImport extends AutoCloseable {

  /**
   * What is to come: each content once, however many files of the entry have it.
   *
   * @return the contents, in the order of the first file that has each; always the same objects
   */
  List<IncomingContent> contents();

  /**
   * Makes it the entry of its key, by one rename. Where there is an entry by now, that one stays,
   * and is given what it lacks.
   *
   * @throws IllegalStateException if a content is not sound
   * @throws CacheUnavailableException if the store failed; there is no new entry
   */
  void commit();

  /**
   * Gives it up, and deletes what has not become an entry. Never throws; a second call does
   * nothing.
   */
  @Override
  void close();
}
