package dev.styxcache.adapter.hash.cache;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the digest cache's file as it was when it was opened. Needs no lock: records are only ever
 * appended, and compaction replaces the file by another one. For one thread.
 */
final class CacheReader implements Closeable {

  private final FileChannel channel;
  private final long sortedCount;
  private final SortedRecords sorted;
  private final RecordTable appended = new RecordTable();

  private CacheReader(FileChannel channel) throws IOException {
    this.channel = channel;
    OptionalLong header = CacheFile.readHeader(channel);
    long there = CacheFile.records(channel.size());
    // The beginning of a truncated file is still usable.
    sortedCount = Math.min(header.orElse(0), CacheFile.MAX_RECORDS);
    sorted = new SortedRecords(channel, Math.min(sortedCount, there));
    long rest = Math.min(there - sortedCount, CacheFile.MAX_APPENDED);
    if (header.isPresent() && rest > 0) {
      byte[] bytes = new byte[(int) rest * RecordFormat.BYTES];
      int length = CacheFile.read(channel, bytes, CacheFile.position(sortedCount));
      appended.addAll(bytes, length);
    }
  }

  /**
   * Opens the file.
   *
   * @return null where there is no file
   */
  static @Nullable CacheReader open(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      return new CacheReader(channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** The number of records, sound or not. */
  long count() {
    return sortedCount + appended.count();
  }

  /** Looks up a digest; null where there is no sound record. */
  @Nullable CachedDigest find(FileStateKey key) throws IOException {
    int at = appended.find(key);
    return at >= 0 ? CachedDigest.read(appended.records(), at) : sorted.find(key);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
