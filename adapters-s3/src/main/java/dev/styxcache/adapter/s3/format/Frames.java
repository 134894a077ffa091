package dev.styxcache.adapter.s3.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of a compressed object, each of which holds {@link #CONTENT_BYTES} of the content and
 * can be unpacked alone. Where there are several, a table at the object's end says how long each
 * is, in zstd's own <a
 * href="https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md">seekable
 * format</a>: other programs skip it.
 */
public final class Frames {

  /** How many bytes of content a frame has; the last one has the rest. */
  public static final int CONTENT_BYTES = 4 << 20;

  private static final int SKIPPABLE = 0x184D2A5E;
  private static final int SEEKABLE = 0x8F92EAB1;
  private static final int HEADER_BYTES = 8;
  private static final int FOOTER_BYTES = 9;
  private static final int ENTRY_BYTES = 8;

  private Frames() {}

  /**
   * How many frames a content has.
   *
   * @param size the content's length, at least 1
   * @return their number
   */
  public static int count(long size) {
    return Math.toIntExact((size - 1) / CONTENT_BYTES + 1);
  }

  /**
   * How many bytes of the content a frame has.
   *
   * @param size the content's length
   * @param frame which frame, from 0
   * @return their number
   */
  public static int contentBytes(long size, int frame) {
    return (int) Math.min(CONTENT_BYTES, size - (long) frame * CONTENT_BYTES);
  }

  /**
   * How long the table is.
   *
   * @param frames how many frames
   * @return its bytes
   */
  public static int tableBytes(int frames) {
    return HEADER_BYTES + ENTRY_BYTES * frames + FOOTER_BYTES;
  }

  /**
   * Makes a table.
   *
   * @param size the content's length
   * @param packed how long each frame is
   * @return the table
   */
  public static byte[] table(long size, List<Integer> packed) {
    ByteBuffer table =
        ByteBuffer.allocate(tableBytes(packed.size())).order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(SKIPPABLE).putInt(ENTRY_BYTES * packed.size() + FOOTER_BYTES);
    for (int i = 0; i < packed.size(); i++) {
      table.putInt(packed.get(i)).putInt(contentBytes(size, i));
    }
    table.putInt(packed.size()).put((byte) 0).putInt(SEEKABLE);
    return table.array();
  }

  /**
   * Reads a table.
   *
   * @param size the content's length
   * @param stored the object's length
   * @param bytes the table
   * @return how long each frame is
   * @throws IllegalArgumentException if it is not the table of such an object
   */
  public static List<Integer> lengths(long size, long stored, byte[] bytes) {
    int frames = count(size);
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length != tableBytes(frames)
        || table.getInt() != SKIPPABLE
        || table.getInt() != bytes.length - HEADER_BYTES) {
      throw new IllegalArgumentException("the table of frames is none");
    }
    List<Integer> lengths = new ArrayList<>(frames);
    long sum = bytes.length;
    for (int i = 0; i < frames; i++) {
      int length = table.getInt();
      if (length <= 0 || table.getInt() != contentBytes(size, i)) {
        throw new IllegalArgumentException("the table of frames is that of another content");
      }
      lengths.add(length);
      sum += length;
    }
    if (table.getInt() != frames || table.get() != 0 || table.getInt() != SEEKABLE) {
      throw new IllegalArgumentException("the table of frames has another end");
    } else if (sum != stored) {
      throw new IllegalArgumentException("the table of frames contradicts the object's length");
    }
    return lengths;
  }
}
