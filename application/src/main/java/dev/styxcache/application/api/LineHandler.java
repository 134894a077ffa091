package dev.styxcache.application.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Splits a stream into lines. Buffers at most one line, the incomplete one. */
final class LineHandler implements OutputHandler {

  /** Maximum size of a buffer that is reused, in bytes; a larger one is replaced after its line. */
  private static final int KEPT_BYTES = 1 << 16;

  private final Consumer<String> lines;
  private ByteArrayOutputStream unfinished = new ByteArrayOutputStream(256);

  LineHandler(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    int start = offset;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      if (buffer[i] == '\n') {
        unfinished.write(buffer, start, i - start);
        finishLine();
        start = i + 1;
      }
    }
    unfinished.write(buffer, start, end - start);
  }

  @Override
  public void end() {
    if (unfinished.size() > 0) {
      finishLine();
    }
  }

  private void finishLine() {
    String line = unfinished.toString(StandardCharsets.UTF_8);
    if (unfinished.size() > KEPT_BYTES) {
      unfinished = new ByteArrayOutputStream(256);
    } else {
      unfinished.reset();
    }
    lines.accept(line);
  }
}
