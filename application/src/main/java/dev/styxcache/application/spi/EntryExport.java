package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local entry to be pushed. Holds no lock and no open file, so the entry may be deleted at any
 * time: opening its content then throws {@link java.nio.file.NoSuchFileException}, which is a
 * failure of neither store. Content that exists never changes. Thread-safe.
 */
public interface EntryExport {

  /**
   * The description of the entry.
   *
   * @return the entry
   */
  SharedEntry entry();

  /**
   * The local file that holds a file's content.
   *
   * @param file a file of the entry
   * @return the absolute path of a regular file that must not be written to; for content that only
   *     the other entry of a {@linkplain EntryExchange#join join} has, a path where no file exists
   */
  Path content(TreeRecord.File file);

  /**
   * Reads all local contents and compares them with their digests, to detect corruption on disk
   * since the entry was written.
   *
   * @return the first mismatch, for people; empty if all contents match
   * @throws CacheUnavailableException if a content cannot be read
   */
  Optional<String> findDamage();
}
