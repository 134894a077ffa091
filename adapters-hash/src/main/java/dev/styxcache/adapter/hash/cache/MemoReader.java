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
 * A memo's file as it was when it was opened. Needs no lock: records are only ever appended to it,
 * and what takes its place is another file. For one thread.
 */
final class MemoReader implements Closeable {

  private final FileChannel channel;
  private final long sortedCount;
  private final SortedRecords sorted;
  private final RecordTable appended = new RecordTable();

  private MemoReader(FileChannel channel) throws IOException {
    this.channel = channel;
    OptionalLong header = MemoHeader.read(channel);
    long there = MemoFile.records(channel.size());
    // Of a file that was cut off, the beginning is as good as before.
    sortedCount = Math.min(header.orElse(0), MemoFile.MOST_RECORDS);
    sorted = new SortedRecords(channel, Math.min(sortedCount, there));
    long rest = Math.min(there - sortedCount, MemoFile.MOST_APPENDED);
    if (header.isPresent() && rest > 0) {
      byte[] bytes = new byte[(int) rest * MemoRecords.BYTES];
      int length = Channels.read(channel, bytes, MemoFile.position(sortedCount));
      appended.addAll(bytes, length);
    }
  }

  /**
   * Opens a memo's file.
   *
   * @return nothing where there is no such file, or it is none that can be trusted
   */
  static @Nullable MemoReader open(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      return new MemoReader(channel);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** How many records there are, sound or not. */
  long count() {
    return sortedCount + appended.count();
  }

  /** What is remembered of a key; null where there is no sound record of it. */
  @Nullable Remembered find(MemoKey key) throws IOException {
    int at = appended.find(key);
    return at >= 0 ? Remembered.read(appended.records(), at) : sorted.find(key);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
