package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in a cache directory: an empty file for each entry that is still to be sent. */
record LocalPendingPushes(EntryLayout layout) implements PendingPushes {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPendingPushes.class);

  @Override
  public void note(String place, CacheKey key) {
    try {
      Files.createDirectories(layout.unpushed(place));
      Files.createFile(layout.unpushed(place).resolve(key.hex()));
    } catch (FileAlreadyExistsException e) {
      // Noted before.
      return;
    } catch (IOException e) {
      LOG.debug("it is not noted that {} is to be sent", key, e);
    }
  }

  @Override
  public void forget(String place, CacheKey key) {
    try {
      Files.deleteIfExists(layout.unpushed(place).resolve(key.hex()));
    } catch (IOException e) {
      LOG.debug("it is still noted that {} is to be sent", key, e);
    }
  }

  @Override
  public List<CacheKey> list(String place) {
    try {
      return Folders.children(layout.unpushed(place)).stream()
          .map(note -> String.valueOf(note.getFileName()))
          .filter(EntryLayout::isKey)
          .sorted()
          .map(CacheKey::new)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Failures.of("what is still to be sent cannot be read", layout.unpushed(place), e);
    }
  }
}
