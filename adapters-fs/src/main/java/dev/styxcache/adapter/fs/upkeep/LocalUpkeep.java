package dev.styxcache.adapter.fs.upkeep;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.disk.Quarantine;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Lists, quarantines and removes entries. An entry loses its final name by one rename. */
public final class LocalUpkeep implements EntryUpkeep {

  private final EntryLayout layout;
  private final FileLocks locks;

  /** Creates the upkeep of one cache directory. */
  public LocalUpkeep(EntryLayout layout) {
    this.layout = layout;
    this.locks = new FileLocks(layout);
  }

  @Override
  public void recordUse(CacheKey key) {
    try {
      Files.setLastModifiedTime(layout.entry(key), FileTime.from(Instant.now()));
    } catch (IOException e) {
      LoggerFactory.getLogger(LocalUpkeep.class).debug("cannot note the use of {}", key, e);
    }
  }

  @Override
  public Path quarantine(CacheKey key) {
    Path entry = layout.entry(key);
    try (KeyLock lock = locks.acquireForMerge(key)) {
      return new Quarantine(layout).move(key);
    } catch (IOException e) {
      throw Failures.of("the corrupt entry cannot be moved to quarantine", entry, e);
    }
  }

  @Override
  public void remove(CacheKey key) {
    Path entry = layout.entry(key);
    try {
      if (FileStat.ifPresent(entry).isEmpty()) {
        return;
      }
      layout.create(layout.incoming());
      Path trash = layout.newTrash();
      try (KeyLock lock = locks.acquireForMerge(key)) {
        AtomicMove.keeping(entry, trash);
      } catch (NoSuchFileException e) {
        return;
      }
      TreeDeletion.delete(trash);
    } catch (IOException e) {
      throw Failures.of("the entry cannot be deleted", entry, e);
    }
  }

  @Override
  public Stream<EntrySummary> list() {
    return children(layout.root(), EntryLayout::isShard).stream()
        .flatMap(shard -> children(shard, EntryLayout::isKey).stream())
        .flatMap(entry -> summary(entry).stream());
  }

  @Override
  public Stream<EntrySummary> list(Consumer<String> unreadable) {
    return children(layout.root(), EntryLayout::isShard).stream()
        .flatMap(
            shard ->
                tolerating(unreadable, () -> children(shard, EntryLayout::isKey))
                    .orElse(List.of())
                    .stream())
        .flatMap(
            entry -> tolerating(unreadable, () -> summary(entry)).flatMap(found -> found).stream());
  }

  private static <T> Optional<T> tolerating(Consumer<String> unreadable, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (CacheUnavailableException e) {
      unreadable.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<Path> children(Path folder, Predicate<String> wanted) {
    try {
      return Folders.childrenIfPresent(folder).stream()
          .filter(child -> wanted.test(String.valueOf(child.getFileName())))
          .toList();
    } catch (IOException e) {
      throw Failures.of("the cache cannot be listed", folder, e);
    }
  }

  private Optional<EntrySummary> summary(Path entry) {
    CacheKey key = new CacheKey(String.valueOf(entry.getFileName()));
    try {
      return layout.entry(key).equals(entry) && EntryLayout.isEntry(entry)
          ? FileStat.ifPresent(entry).map(stat -> new EntrySummary(key, stat.modifiedTime()))
          : Optional.empty();
    } catch (IOException e) {
      throw new CacheUnavailableException(
          "the entry " + entry + " cannot be read: " + Failures.why(entry, e), e);
    }
  }
}
