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
 * Writes to the digest cache's file. A writer that is killed leaves a usable file: with an
 * incomplete record at its end, which the next writer overwrites, or with a half-written successor
 * beside it. Nothing is forced to the disk, because readers detect what a power failure corrupts.
 */
final class CacheWriter {

  private static final FileAttribute<Set<PosixFilePermission>> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path directory;

  CacheWriter(Path directory) {
    this.directory = directory;
  }

  /**
   * Appends records.
   *
   * @param today days since 1970; decides which records are old
   * @return false if another process is writing
   */
  boolean append(RecordTable records, long today) throws IOException {
    try (WriterLock lock = WriterLock.tryTake(directory)) {
      if (lock == null) {
        return false;
      }
      Path file = directory.resolve(CacheFile.NAME);
      if (!isWhole(file)) {
        compact(file, today);
      }
      try (FileChannel channel = FileChannel.open(file, options(StandardOpenOption.READ), OWN)) {
        long there = CacheFile.records(channel.size());
        CacheFile.write(channel, records.content(), CacheFile.position(there));
        long sorted = CacheFile.readHeader(channel).orElse(0);
        if (!CacheFile.needsCompaction(there + records.count() - sorted, sorted)) {
          return true;
        }
      }
      compact(file, today);
      return true;
    }
  }

  /** Whether the file is complete, so that records may be appended. */
  private static boolean isWhole(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      OptionalLong sorted = CacheFile.readHeader(channel);
      return sorted.isPresent()
          && sorted.getAsLong()
              <= Math.min(CacheFile.records(channel.size()), CacheFile.MAX_RECORDS);
    }
  }

  /** Replaces the file by one with all records that are sound and not old, sorted. */
  private void compact(Path file, long today) throws IOException {
    Path next = directory.resolve(CacheFile.NEXT_NAME);
    Files.deleteIfExists(next);
    try (FileChannel to = FileChannel.open(next, options(StandardOpenOption.CREATE_NEW), OWN)) {
      long sorted = 0;
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel from =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
          sorted = new Compaction(from, to, today).run();
        }
      }
      CacheFile.writeHeader(to, sorted);
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
