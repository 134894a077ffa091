package dev.styxcache.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads small files of known size in one system call, without another stat. */
public final class SizedFile {

  private SizedFile() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param size its size in bytes, according to a recent stat
   * @return its content; its length differs from {@code size} if the file has changed
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file, long size) throws IOException {
    // One byte more, so that the end shows without another read.
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size) + 1);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (channel.read(buffer) >= 0 && buffer.position() != size) {
        if (!buffer.hasRemaining()) {
          return Files.readAllBytes(file);
        }
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
