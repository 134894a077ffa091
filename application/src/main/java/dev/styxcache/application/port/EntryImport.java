package dev.styxcache.application.port;

import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A folder in which an entry from elsewhere is put together, out of every reader's sight. Its
 * contents are written by who fetches them; they are checked here, in one place, so that whatever
 * they went through on their way no wrong byte is ever served. Folders and empty files are there
 * from the beginning; links, modes and times are made when it is committed, so that nothing can be
 * written through a link.
 *
 * <p>Contents may be written and checked by many threads at once, each file by one at a time or in
 * pieces that do not overlap. {@link #commit} and {@link #close} come after all of that.
 */
public interface EntryImport extends AutoCloseable {

  /**
   * Where a content is to be written. The folder that it is in is there already.
   *
   * @param file a file of the entry
   * @return an absolute path, at which a regular file is to be made
   */
  Path content(TreeRecord.File file);

  /**
   * Compares contents with their digests and sizes. One that was found sound is not to be written
   * again; one that was not may be, and is then to be checked anew.
   *
   * @param files files of the entry that are written
   * @return those that are missing or not what they should be, in the same order
   * @throws CacheUnavailableException if one cannot be read
   * @throws RunInterruptedException if the thread is interrupted
   */
  List<TreeRecord.File> findUnsound(Collection<TreeRecord.File> files);

  /**
   * Makes it the entry of its key, by one rename. Where there is an entry by now, that one stays,
   * and is given what it lacks.
   *
   * @throws IllegalStateException if a file was not found sound
   * @throws CacheUnavailableException if the store failed; there is no new entry
   */
  void commit();

  /**
   * Gives the folder up, and deletes what has not become an entry. Never throws; a second call does
   * nothing.
   */
  @Override
  void close();
}
