package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives a finished folder or link the final name of an entry by one rename, or merges it into the
 * entry that already has that name. Thread-safe.
 *
 * <p>A rename never replaces a folder that has something in it, and an entry always has its done
 * marker. So no entry is ever replaced, no matter how many processes publish at once. Exposed
 * outputs that have the name without being an entry are removed first, under the key's merge lock:
 * without it, a process that checks and then renames away could take away an entry that another one
 * published in between. Where a file system has no locks this can happen; the entry is then put
 * back, or merged if its name was taken in turn. Until then others see a miss.
 */
public final class EntryPublisher {

  /** Maximum number of renames; others would have to interfere between any two. */
  private static final int MAX_ATTEMPTS = 100;

  /** Maximum number of failed renames after which nothing is at the final name. */
  private static final int MAX_UNEXPLAINED = 3;

  private final EntryLayout layout;
  private final FileLocks locks;
  private final EntryMerger merger;
  private final AtomicInteger displaced = new AtomicInteger();

  /**
   * Creates a publisher for one cache directory.
   *
   * @param layout the cache directory
   * @param hasher digests outputs of entries that have no manifest
   */
  public EntryPublisher(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.locks = new FileLocks(layout);
    this.merger = new EntryMerger(layout, hasher);
  }

  /** Decides again, under the lock, whether something at an entry's name is removed. */
  @FunctionalInterface
  public interface Check {
    /** Whether to remove what is at the path. */
    boolean isObsolete(Path place) throws IOException;
  }

  /**
   * Publishes a sealed folder.
   *
   * @param folder the folder
   * @param run the run that it belongs to, whose lease this process holds
   * @param key the entry's key
   * @param manifest the folder's manifest; an entry without one has nothing to merge
   * @return what has become of it, never {@link Publication.Gone}
   * @throws IOException if the file system failed; the folder is where it was
   */
  public Publication publish(
      Path folder, String run, CacheKey key, Optional<EntryManifest> manifest) throws IOException {
    while (!rename(folder, run, key)) {
      Publication merged =
          manifest.isEmpty() ? new Publication.Merged() : merger.merge(folder, manifest.get());
      if (!(merged instanceof Publication.Gone)) {
        return merged;
      }
    }
    return new Publication.Published();
  }

  /**
   * Takes an entry away, so that another folder can get its name.
   *
   * @param key the entry's key
   * @param run a run whose lease this process holds
   * @throws IOException if it cannot be removed
   */
  public void remove(CacheKey key, String run) throws IOException {
    Path aside = layout.aside(run, displaced.getAndIncrement());
    try (KeyLock lock = locks.acquireForMerge(key)) {
      AtomicMove.keeping(layout.entry(key), aside);
    } catch (NoSuchFileException e) {
      return;
    }
    TreeDeletion.delete(aside);
  }

  /**
   * Gives a folder or link the final name, unless an entry has it.
   *
   * @param source the folder or link
   * @param run a run whose lease this process holds
   * @param key the entry's key
   * @return whether it has the name now; otherwise an entry has it
   * @throws IOException if it cannot be renamed; it is where it was
   */
  boolean rename(Path source, String run, CacheKey key) throws IOException {
    Path target = layout.entry(key);
    FileStat stat = FileStat.exact(source, LinkOption.NOFOLLOW_LINKS);
    int unexplained = 0;
    for (int attempt = 1; ; attempt++) {
      layout.create(layout.shard(key));
      // In this order: an entry that arrives after the first check makes the rename fail.
      if (FileStat.ifPresent(target).isPresent()) {
        if (EntryLayout.isEntry(target)) {
          return false;
        }
        clear(key, run, place -> true);
      }
      try {
        AtomicMove.keeping(source, target);
        return true;
      } catch (IOException e) {
        if (isAt(target, stat)) {
          // A network file system can perform the rename and lose the answer.
          return true;
        }
        unexplained += FileStat.ifPresent(target).isEmpty() ? 1 : 0;
        if (attempt == MAX_ATTEMPTS || unexplained == MAX_UNEXPLAINED) {
          throw e;
        }
      }
    }
  }

  private static boolean isAt(Path target, FileStat source) throws IOException {
    return source.inode() != 0
        && FileStat.exactIfPresent(target).filter(source::isSameFile).isPresent();
  }

  /**
   * Removes what has an entry's final name without being an entry.
   *
   * @param key the entry's key
   * @param run a run whose lease this process holds
   * @param check is asked while this process holds the lock
   * @throws IOException if it cannot be removed
   */
  public void clear(CacheKey key, String run, Check check) throws IOException {
    Path target = layout.entry(key);
    Path aside = layout.aside(run, displaced.getAndIncrement());
    try (KeyLock lock = locks.acquireForMerge(key)) {
      if (EntryLayout.isEntry(target) || !check.isObsolete(target) || isDeleted(target)) {
        return;
      }
      AtomicMove.keeping(target, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    putBackIfEntry(aside, target, key, run);
    TreeDeletion.delete(aside);
  }

  /** Deletes a file, a link or an empty folder, none of which can be an entry. */
  private static boolean isDeleted(Path target) throws IOException {
    try {
      Files.delete(target);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private void putBackIfEntry(Path aside, Path target, CacheKey key, String run)
      throws IOException {
    while (EntryLayout.isEntry(aside)) {
      try {
        AtomicMove.keeping(aside, target);
      } catch (IOException e) {
        if (EntryLayout.isEntry(target)) {
          merger.mergeEntry(aside, key);
          return;
        } else if (FileStat.ifPresent(target).isEmpty()) {
          throw e;
        }
        clear(key, run, place -> true);
      }
    }
  }
}
