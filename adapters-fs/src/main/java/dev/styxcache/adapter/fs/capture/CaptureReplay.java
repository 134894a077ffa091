package dev.styxcache.adapter.fs.capture;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.StreamName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Replays captured streams, to the byte. Stateless. */
public final class CaptureReplay {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MIN_BUFFER_BYTES = 512;

  private CaptureReplay() {}

  /** The file that holds a stream's exact bytes. */
  public static Path file(Path entry, StreamName name, CapturedStream stream) {
    return entry.resolve(
        stream.exactUtf8() ? EntryLayout.capture(name) : EntryLayout.rawCapture(name));
  }

  /**
   * Replays a stream that the manifest describes.
   *
   * @param file its file
   * @param stream what the manifest says
   * @param handler receives it
   * @throws IOException if it cannot be read, or is not what the manifest says
   */
  public static void replay(Path file, CapturedStream stream, OutputHandler handler)
      throws IOException {
    end(pour(file, stream.bytes(), handler), stream, handler);
  }

  static void end(long length, CapturedStream stream, OutputHandler handler) throws IOException {
    long expected = stream.bytes() + (stream.exactUtf8() && !stream.terminated() ? 1 : 0);
    if (length != expected) {
      throw new ZipException("the stream has " + length + " bytes; the manifest says " + expected);
    }
    handler.end();
  }

  /** Replays the lines of an entry without a manifest, each with its line feed. */
  public static void replayLines(Path file, OutputHandler handler) throws IOException {
    pour(file, Long.MAX_VALUE, handler);
    handler.end();
  }

  /**
   * Describes the lines of an entry without a manifest.
   *
   * @param file the file
   * @return the description, of their length only
   * @throws IOException if they cannot be read
   */
  public static CapturedStream describeLines(Path file) throws IOException {
    return new CapturedStream(pour(file, 0, OutputHandler.discard()), true, true);
  }

  /**
   * Whether a file is not the capture that the manifest describes. Reads only its last bytes, where
   * gzip has the length; this detects files that a crash of the machine has truncated.
   *
   * @param file the file
   * @param size its length
   * @param stream what the manifest says
   * @return whether it is truncated, or another capture
   * @throws IOException if it cannot be read
   */
  public static boolean isTruncated(Path file, long size, CapturedStream stream)
      throws IOException {
    if (size < SmallCapture.MIN_BYTES) {
      return true;
    }
    if (!stream.exactUtf8()) {
      // With several gzip members, the last one has only its own length.
      return false;
    }
    ByteBuffer trailer = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(size - Integer.BYTES);
      while (trailer.hasRemaining()) {
        if (channel.read(trailer) < 0) {
          return true;
        }
      }
    }
    return isLengthOfAnother(trailer.getInt(0), stream);
  }

  static boolean isLengthOfAnother(int length, CapturedStream stream) {
    return length != (int) (stream.bytes() + (stream.terminated() ? 0 : 1));
  }

  /**
   * Reads to the end, so that the checksum is verified.
   *
   * @param most the maximum number of bytes that the handler receives
   * @return the number of bytes in the stream
   */
  private static long pour(Path file, long most, OutputHandler handler) throws IOException {
    try (InputStream compressed = Files.newInputStream(file);
        InputStream in = unpacked(compressed)) {
      return pour(in, most, handler);
    }
  }

  static long pour(InputStream in, long most, OutputHandler handler) throws IOException {
    byte[] buffer = new byte[(int) Math.max(MIN_BUFFER_BYTES, Math.min(most, BUFFER_BYTES))];
    long total = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      int wanted = (int) Math.min(read, most - total);
      if (wanted > 0) {
        handler.accept(buffer, 0, wanted);
      }
      total += read;
    }
    return total;
  }

  /** Most streams are empty or a few lines, for which a large buffer would be slow. */
  private static InputStream unpacked(InputStream compressed) throws IOException {
    byte[] start = compressed.readNBytes(SmallCapture.MAX_BYTES + 1);
    if (start.length <= SmallCapture.MAX_BYTES) {
      return new GZIPInputStream(new ByteArrayInputStream(start));
    }
    // GZIPInputStream asks available() to detect another member, so both parts must be visible.
    PushbackInputStream whole = new PushbackInputStream(compressed, start.length);
    whole.unread(start);
    return new GZIPInputStream(whole, BUFFER_BYTES);
  }
}
