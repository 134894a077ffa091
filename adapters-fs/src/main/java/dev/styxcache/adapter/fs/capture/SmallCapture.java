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
 * The file of a captured stream that was read as a whole: most streams are empty or a few lines.
 * Immutable.
 */
public final class SmallCapture {

  /** Longer files are streamed. */
  public static final int MOST_BYTES = 1 << 12;

  /** What a gzip file begins with: its mark, the one way of packing that there is, no options. */
  private static final byte[] START = {0x1f, (byte) 0x8b, 8, 0};

  private static final int HEADER_BYTES = 10;

  /** An empty last block, and the checksum and the length of nothing. */
  private static final byte[] NOTHING = {3, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  /** The least that a gzip file has. */
  static final int LEAST_BYTES = HEADER_BYTES + NOTHING.length;

  private final byte[] content;

  private SmallCapture(byte[] content) {
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @param size its length, at most {@link #MOST_BYTES}
   * @return what is in it
   * @throws IOException if it cannot be read
   */
  public static SmallCapture read(Path file, long size) throws IOException {
    return new SmallCapture(SizedFile.read(file, size));
  }

  /**
   * Whether it cannot be the capture that the manifest speaks of.
   *
   * @param stream what the manifest says
   * @return whether it is cut short or another
   */
  public boolean isCutShort(CapturedStream stream) {
    if (content.length < LEAST_BYTES) {
      return true;
    }
    // Of several members, of which what is not UTF-8 may have, the last does not know the length of
    // the others.
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

  /** Whether it is a gzip file of no bytes, which need not be unpacked to tell. */
  private boolean isEmpty() {
    return content.length == LEAST_BYTES
        && Arrays.equals(content, 0, START.length, START, 0, START.length)
        && Arrays.equals(content, HEADER_BYTES, LEAST_BYTES, NOTHING, 0, NOTHING.length);
  }
}
