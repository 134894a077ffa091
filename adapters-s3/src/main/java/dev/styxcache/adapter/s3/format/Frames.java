package dev.styxcache.adapter.s3.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The zstd frames of a compressed object, each of which holds {@link #CONTENT_BYTES} of the content
 * and can be decompressed alone. An object of several frames ends in a table of their lengths, in
 * zstd's own <a
 * href="https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md">seekable
 * format</a>, which other programs skip.
 */
public final class Frames {

  /** Length of the content in each frame but the last, in bytes. */
  public static final int CONTENT_BYTES = 4 << 20;

  private static final int SKIPPABLE = 0x184D2A5E;
  private static final int SEEKABLE = 0x8F92EAB1;
  private static final int HEADER_BYTES = 8;
  private static final int FOOTER_BYTES = 9;
  private static final int ENTRY_BYTES = 8;

  private Frames() {}

  /**
   * Returns the number of frames of a content.
   *
   * @param size the content's length, at least 1
   * @return their number
   */
  public static int count(long size) {
    return Math.toIntExact((size - 1) / CONTENT_BYTES + 1);
  }

  /**
   * Returns the length of the content in a frame.
   *
   * @param size the content's length
   * @param frame index of the frame, from 0
   * @return the length in bytes
   */
  public static int contentBytes(long size, int frame) {
    return (int) Math.min(CONTENT_BYTES, size - (long) frame * CONTENT_BYTES);
  }

  /**
   * Returns the length of a table.
   *
   * @param frames number of frames
   * @return the length in bytes
   */
  public static int tableBytes(int frames) {
    return HEADER_BYTES + ENTRY_BYTES * frames + FOOTER_BYTES;
  }

  /**
   * Writes a table.
   *
   * @param size the content's length
   * @param packed length of each frame, in bytes
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
   * @return length of each frame, in bytes
   * @throws IllegalArgumentException if it is not the table of an object of these lengths
   */
  public static List<Integer> lengths(long size, long stored, byte[] bytes) {
    int frames = count(size);
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length != tableBytes(frames)
        || table.getInt() != SKIPPABLE
        || table.getInt() != bytes.length - HEADER_BYTES) {
      throw new IllegalArgumentException("there is no table of frames");
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
      throw new IllegalArgumentException("the table of frames has a wrong end");
    } else if (sum != stored) {
      throw new IllegalArgumentException("the table of frames contradicts the object's length");
    }
    return lengths;
  }
}
