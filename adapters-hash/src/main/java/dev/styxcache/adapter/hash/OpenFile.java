package dev.styxcache.adapter.hash;

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
 * A file that is being read. It is not mapped: a mapped file that is cut off by somebody brings
 * down the process.
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

  /** Whether several threads may read, and anywhere; otherwise one, from beginning to end. */
  boolean isShareable() {
    return channel instanceof FileChannel;
  }

  /**
   * Reads until the buffer is full or the file ends.
   *
   * @param position where in the file; other than in order only where it is shareable
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
   * @param buffer has room for one byte more than {@code size}, with which the end of the file is
   *     seen without another read
   * @return whether the file has exactly so many bytes
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
