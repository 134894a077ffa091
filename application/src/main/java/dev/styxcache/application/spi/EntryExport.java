package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An entry that is to be sent elsewhere. It holds nothing, and the entry may be deleted at any
 * time: a content that is looked for then is missing ({@link java.nio.file.NoSuchFileException}
 * when it is opened), which is a failure of neither side. What is there never changes. Safe for use
 * by many threads.
 */
public interface EntryExport {

  /**
   * What there is to be sent.
   *
   * @return the entry
   */
  SharedEntry entry();

  /**
   * Where a content is to be read.
   *
   * @param file a file of the entry
   * @return an absolute path, of a regular file that is not to be written to; for a content that
   *     only the other entry of a {@linkplain EntryExchange#join join} has, a path at which there
   *     is nothing
   */
  Path content(TreeRecord.File file);

  /**
   * Reads all contents that are at hand and compares them with their digests, for entries that have
   * been lying about for long.
   *
   * @return what is not as it should be, or nothing
   * @throws CacheUnavailableException if one cannot be read
   */
  Optional<String> findDamage();
}
