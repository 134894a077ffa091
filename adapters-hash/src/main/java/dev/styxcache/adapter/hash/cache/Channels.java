package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole reads and writes. */
final class Channels {

  private Channels() {}

  /**
   * Fills an array, as far as the file goes.
   *
   * @return how many bytes there were
   */
  static int read(FileChannel channel, byte[] to, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(to);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  static void write(FileChannel channel, ByteBuffer from, long position) throws IOException {
    long to = position;
    while (from.hasRemaining()) {
      to += channel.write(from, to);
    }
  }
}
