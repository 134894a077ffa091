package dev.styxcache.adapter.runner.process;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The beginning and the end of a line. The beginning says what the line is; after a progress bar
 * that was redrawn many times, the end says what went wrong.
 */
final class LineExcerpt {

  /** Number of bytes that are kept of each end. */
  static final int END_BYTES = 4096;

  private final byte[] head = new byte[END_BYTES];

  /** The last bytes beyond the head; the next one goes to {@code position % END_BYTES}. */
  private final byte[] ring = new byte[END_BYTES];

  private long length;

  void append(byte[] buffer, int offset, int count) {
    int free = (int) Math.max(0, END_BYTES - length);
    int intoHead = Math.min(free, count);
    System.arraycopy(buffer, offset, head, END_BYTES - free, intoHead);
    length += intoHead;
    intoRing(buffer, offset + intoHead, count - intoHead);
  }

  private void intoRing(byte[] buffer, int offset, int count) {
    int skipped = Math.max(0, count - END_BYTES);
    length += skipped;
    for (int from = offset + skipped, left = count - skipped; left > 0; ) {
      int position = (int) ((length - END_BYTES) % END_BYTES);
      int run = Math.min(left, END_BYTES - position);
      System.arraycopy(buffer, from, ring, position, run);
      length += run;
      from += run;
      left -= run;
    }
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    length = 0;
  }

  /** The line as text, without a final carriage return, with a note of omitted bytes. */
  String text() {
    long leftOut = length - 2L * END_BYTES;
    String text;
    if (leftOut <= 0) {
      byte[] whole = new byte[(int) length];
      int inHead = Math.min(whole.length, END_BYTES);
      System.arraycopy(head, 0, whole, 0, inHead);
      System.arraycopy(ring, 0, whole, inHead, whole.length - inHead);
      text = new String(whole, StandardCharsets.UTF_8);
    } else {
      text = headText() + " [… " + leftOut + " bytes …] " + tailText();
    }
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Without a character that is cut in two. */
  private String headText() {
    CharBuffer chars = CharBuffer.allocate(END_BYTES);
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(head), chars, false);
    return chars.flip().toString();
  }

  private String tailText() {
    int oldest = (int) ((length - END_BYTES) % END_BYTES);
    byte[] tail = new byte[END_BYTES];
    System.arraycopy(ring, oldest, tail, 0, END_BYTES - oldest);
    System.arraycopy(ring, 0, tail, END_BYTES - oldest, oldest);
    int start = 0;
    while (start < 3 && (tail[start] & 0xc0) == 0x80) {
      start++;
    }
    return new String(tail, start, END_BYTES - start, StandardCharsets.UTF_8);
  }
}
