package dev.styxcache.adapter.fs.upkeep;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes entries that are still to be pushed, by an empty file for each.
 *
 * @param layout the cache directory
 */
public record LocalPendingPushes(EntryLayout layout) implements PendingPushes {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPendingPushes.class);

  @Override
  public void note(String place, CacheKey key) {
    try {
      layout.create(layout.unpushed(place));
      Files.createFile(layout.unpushed(place).resolve(key.hex()));
    } catch (FileAlreadyExistsException e) {
      // Noted before.
      return;
    } catch (IOException e) {
      LOG.debug("cannot note that {} is to be pushed", key, e);
    }
  }

  @Override
  public void forget(String place, CacheKey key) {
    try {
      Files.deleteIfExists(layout.unpushed(place).resolve(key.hex()));
    } catch (IOException e) {
      LOG.debug("cannot delete the note that {} is to be pushed", key, e);
    }
  }

  @Override
  public List<CacheKey> list(String place) {
    try {
      return Folders.childrenIfPresent(layout.unpushed(place)).stream()
          .map(note -> String.valueOf(note.getFileName()))
          .filter(EntryLayout::isKey)
          .sorted()
          .map(CacheKey::new)
          .toList();
    } catch (IOException e) {
      throw Failures.of("the list of entries to push cannot be read", layout.unpushed(place), e);
    }
  }
}
