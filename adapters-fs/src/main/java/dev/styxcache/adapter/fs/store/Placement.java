package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Puts a folder or link at the place of an entry, by one rename, unless an entry is there.
 *
 * <p>A rename never replaces a folder that has something in it, and an entry always has its done
 * marker; so no entry is ever replaced, however many put something there at once. What stands at
 * the place without being an entry (a tree that was exposed to one caller) is cleared away first,
 * by one at a time: whoever looked, and then renamed what he saw away, could take away the entry
 * that another had put there in between. Where there are no locks that can happen; then the entry
 * is put back, or handed to {@link Displaced} if its place has been taken in turn. It was away for
 * an instant, which others see as a miss.
 */
final class Placement {

  /** Others would have to come in between this often. */
  private static final int ATTEMPTS = 100;

  /** What was in the way may be gone when it is looked for, but not time after time. */
  private static final int MOST_UNEXPLAINED = 3;

  private final EntryLayout layout;
  private final String run;
  private final FileLocks locks;
  private int displaced;

  /**
   * A placement.
   *
   * @param layout the cache directory
   * @param run a run whose lease this process has
   */
  Placement(EntryLayout layout, String run) {
    this.layout = layout;
    this.run = run;
    this.locks = new FileLocks(layout);
  }

  /** Takes over an entry whose place is taken by another one of the same key. */
  @FunctionalInterface
  interface Displaced {
    void accept(Path entry, CacheKey key) throws IOException;
  }

  /** Looks once more at what is to be cleared away. */
  @FunctionalInterface
  interface Check {
    boolean isToGo(Path place) throws IOException;
  }

  /**
   * Puts something in place.
   *
   * @param source the folder or link
   * @param key whose place
   * @param twice is given an entry that was displaced and cannot be put back; it is deleted after
   *     that
   * @return whether it is there now; else an entry is
   * @throws IOException if it cannot be done; the source is where it was
   */
  boolean place(Path source, CacheKey key, Displaced twice) throws IOException {
    Path target = layout.entry(key);
    Optional<Object> identity = FileFacts.of(source).identity();
    int unexplained = 0;
    for (int attempt = 1; ; attempt++) {
      Files.createDirectories(layout.shard(key));
      // In this order: an entry that arrives after the first look makes the rename fail.
      if (FileFacts.ifPresent(target).isPresent()) {
        if (EntryReader.isEntry(target)) {
          return false;
        }
        clear(key, twice, place -> true);
      }
      try {
        AtomicMove.keeping(source, target);
        return true;
      } catch (IOException e) {
        if (isThere(target, identity)) {
          // A network file system may have done it and lost the answer.
          return true;
        }
        unexplained += FileFacts.ifPresent(target).isEmpty() ? 1 : 0;
        if (attempt == ATTEMPTS || unexplained == MOST_UNEXPLAINED) {
          throw e;
        }
      }
    }
  }

  private static boolean isThere(Path target, Optional<Object> identity) throws IOException {
    return identity.isPresent()
        && FileFacts.ifPresent(target).flatMap(FileFacts::identity).equals(identity);
  }

  /**
   * Deletes what stands in an entry's place, unless it is an entry.
   *
   * @param key whose place
   * @param twice as for {@link #place}
   * @param check is asked when nobody else can clear the place
   * @throws IOException if it cannot be done
   */
  void clear(CacheKey key, Displaced twice, Check check) throws IOException {
    Path target = layout.entry(key);
    Path aside = layout.aside(run, displaced++);
    try (KeyLock lock = locks.acquire(layout.mergeLock(key), holder -> {})) {
      if (EntryReader.isEntry(target) || !check.isToGo(target) || isDeleted(target)) {
        return;
      }
      AtomicMove.keeping(target, aside);
    } catch (NoSuchFileException e) {
      return;
    }
    putBackIfEntry(aside, target, key, twice);
    TreeDeletion.delete(aside);
  }

  /** Deletes a file, a link or an empty folder; nothing of this can go wrong with an entry. */
  private static boolean isDeleted(Path target) throws IOException {
    try {
      Files.delete(target);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private void putBackIfEntry(Path aside, Path target, CacheKey key, Displaced twice)
      throws IOException {
    while (EntryReader.isEntry(aside)) {
      try {
        AtomicMove.keeping(aside, target);
      } catch (IOException e) {
        if (EntryReader.isEntry(target)) {
          twice.accept(aside, key);
          return;
        } else if (FileFacts.ifPresent(target).isEmpty()) {
          throw e;
        }
        clear(key, twice, place -> true);
      }
    }
  }
}
