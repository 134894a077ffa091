package dev.styxcache.adapter.hash.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that is open for reading. It is not mapped: when another process truncates a mapped file,
 * the JVM crashes.
 */
final class OpenFile implements Closeable {

  private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);

  private final SeekableByteChannel channel;

  private OpenFile(SeekableByteChannel channel) {
    this.channel = channel;
  }

  static OpenFile open(Path file) throws IOException {
    return new OpenFile(Files.newByteChannel(file, READ));
  }

  /** Whether several threads may read at any position; otherwise one thread reads in order. */
  boolean isShareable() {
    return channel instanceof FileChannel;
  }

  /**
   * Reads until the buffer is full or the file ends.
   *
   * @param position offset in the file; in order unless the file {@linkplain #isShareable is
   *     shareable}
   * @return whether the buffer is full
   */
  boolean fill(ByteBuffer buffer, long position) throws IOException {
    int begin = buffer.position();
    while (buffer.hasRemaining()) {
      if (read(buffer, position + buffer.position() - begin) <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads the whole file.
   *
   * @param buffer has room for one byte more than {@code size}, so that the end of the file shows
   *     without another read
   * @param size expected length in bytes
   * @return whether the file has exactly this length
   */
  boolean readWhole(ByteBuffer buffer, int size) throws IOException {
    int begin = buffer.position();
    int end = begin + size;
    buffer.limit(end + 1);
    int count;
    do {
      count = read(buffer, buffer.position() - begin);
    } while (count > 0 && buffer.position() < end);
    return buffer.position() == end;
  }

  private int read(ByteBuffer buffer, long position) throws IOException {
    return channel instanceof FileChannel file ? file.read(buffer, position) : channel.read(buffer);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
