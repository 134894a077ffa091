package dev.styxcache.adapter.hash.cache;

import dev.styxcache.files.AtomicMove;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes to a memo's file. Whoever dies on the way leaves a whole file: with a part of a record at
 * its end, which the next writer writes over, or beside one that was to take its place. Nothing is
 * forced to the disk, since what a power failure destroys is noticed.
 */
final class MemoWriter {

  private static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;

  MemoWriter(Path directory) {
    this.directory = directory;
  }

  /**
   * Appends records.
   *
   * @param today days since 1970, to tell which records are old
   * @return whether that was done; else somebody else is writing
   */
  boolean append(RecordTable records, long today) throws IOException {
    try (MemoLock lock = MemoLock.tryTake(directory)) {
      if (lock == null) {
        return false;
      }
      Path file = directory.resolve(MemoFile.NAME);
      if (!isWhole(file)) {
        compact(file, today);
      }
      try (FileChannel channel = FileChannel.open(file, options(StandardOpenOption.READ), OWN)) {
        long there = MemoFile.records(channel.size());
        Channels.write(channel, records.content(), MemoFile.position(there));
        long sorted = MemoHeader.read(channel).orElse(0);
        if (!MemoFile.areTooMany(there + records.count() - sorted, sorted)) {
          return true;
        }
      }
      compact(file, today);
      return true;
    }
  }

  /** Whether records may be appended. */
  private static boolean isWhole(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      OptionalLong sorted = MemoHeader.read(channel);
      return sorted.isPresent()
          && sorted.getAsLong()
              <= Math.min(MemoFile.records(channel.size()), MemoFile.MOST_RECORDS);
    }
  }

  /**
   * Makes a file of all records that are sound and not old, and puts it in the place of the old.
   */
  private void compact(Path file, long today) throws IOException {
    Path next = directory.resolve(MemoFile.NEXT_NAME);
    Files.deleteIfExists(next);
    try (FileChannel to = FileChannel.open(next, options(StandardOpenOption.CREATE_NEW), OWN)) {
      long sorted = 0;
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel from =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
          sorted = new Compaction(from, to, today).run();
        }
      }
      MemoHeader.write(to, sorted);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
    AtomicMove.replacing(next, file);
  }

  private static Set<OpenOption> options(StandardOpenOption further) {
    return Set.of(StandardOpenOption.WRITE, further, LinkOption.NOFOLLOW_LINKS);
  }
}
