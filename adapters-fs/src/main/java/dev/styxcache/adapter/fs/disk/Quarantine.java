package dev.styxcache.adapter.fs.disk;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder for what must not be served and must not be lost: corrupt entries, and what something
 * put into an entry. Its names have the time to the second. Safe for use by many processes.
 */
public final class Quarantine {

  /** Maximum number of names of one key in one second. */
  private static final int MAX_PER_SECOND = 1000;

  private final EntryLayout layout;

  /** Creates the quarantine of one cache directory. */
  public Quarantine(EntryLayout layout) {
    this.layout = layout;
  }

  /** Gives a new name to something; false if the name is taken. */
  @FunctionalInterface
  private interface Step {
    boolean tryName(Path target) throws IOException;
  }

  /**
   * Moves an entry here by one rename.
   *
   * @param key its key
   * @return where it is
   * @throws IOException if it cannot be moved; it is where it was
   */
  public Path move(CacheKey key) throws IOException {
    Path entry = layout.entry(key);
    return place(key, "", target -> FileStat.ifPresent(target).isEmpty() && isMoved(entry, target));
  }

  /**
   * Makes an empty folder for members that are not those of an entry.
   *
   * @param key the entry's key
   * @return the folder
   * @throws IOException if it cannot be made
   */
  public Path folderForMembers(CacheKey key) throws IOException {
    return place(key, "-members", Quarantine::isCreated);
  }

  private Path place(CacheKey key, String kind, Step step) throws IOException {
    layout.create(layout.quarantine());
    DateTimeFormatter timestamp =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    String name = key.hex() + "-" + timestamp.format(Instant.now()) + kind;
    for (int number = 1; number < MAX_PER_SECOND; number++) {
      Path target = layout.quarantine().resolve(number == 1 ? name : name + "-" + number);
      if (step.tryName(target)) {
        return target;
      }
    }
    throw new IOException("too many entries in " + layout.quarantine());
  }

  private static boolean isMoved(Path entry, Path target) throws IOException {
    try {
      AtomicMove.keeping(entry, target);
      return true;
    } catch (IOException e) {
      if (FileStat.ifPresent(entry).isEmpty() || FileStat.ifPresent(target).isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isCreated(Path target) throws IOException {
    try {
      Files.createDirectory(target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
