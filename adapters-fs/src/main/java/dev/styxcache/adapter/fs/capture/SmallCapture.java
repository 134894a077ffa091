package dev.styxcache.adapter.fs.capture;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.files.SizedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The file of a small captured stream, in memory. Most streams are empty or a few lines. Immutable.
 */
public final class SmallCapture {

  /** Maximum size, in bytes; larger files are streamed. */
  public static final int MAX_BYTES = 1 << 12;

  /** Start of a gzip file: the magic number, method deflate, no flags. */
  private static final byte[] START = {0x1f, (byte) 0x8b, 8, 0};

  private static final int HEADER_BYTES = 10;

  /** An empty last block, and the checksum and length of zero bytes. */
  private static final byte[] NOTHING = {3, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  /** Minimum size of a gzip file, in bytes. */
  static final int MIN_BYTES = HEADER_BYTES + NOTHING.length;

  private final byte[] content;

  private SmallCapture(byte[] content) {
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param size its length, at most {@link #MAX_BYTES}
   * @return its content
   * @throws IOException if it cannot be read
   */
  public static SmallCapture read(Path file, long size) throws IOException {
    return new SmallCapture(SizedFile.read(file, size));
  }

  /**
   * Whether it is not the capture that the manifest describes.
   *
   * @param stream what the manifest says
   * @return whether it is truncated, or another capture
   */
  public boolean isTruncated(CapturedStream stream) {
    if (content.length < MIN_BYTES) {
      return true;
    }
    // Captures that are not UTF-8 may have several gzip members; the last one has only its length.
    return stream.exactUtf8()
        && CaptureReplay.isLengthOfAnother(
            ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(content.length - Integer.BYTES),
            stream);
  }

  /**
   * Replays the stream.
   *
   * @param stream what the manifest says of it
   * @param handler receives it
   * @throws IOException if it is not what the manifest says
   */
  public void replay(CapturedStream stream, OutputHandler handler) throws IOException {
    if (isEmpty()) {
      CaptureReplay.end(0, stream, handler);
      return;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      CaptureReplay.end(CaptureReplay.pour(in, stream.bytes(), handler), stream, handler);
    }
  }

  /** Whether it is a gzip file of zero bytes, recognized without inflating it. */
  private boolean isEmpty() {
    return content.length == MIN_BYTES
        && Arrays.equals(content, 0, START.length, START, 0, START.length)
        && Arrays.equals(content, HEADER_BYTES, MIN_BYTES, NOTHING, 0, NOTHING.length);
  }
}
