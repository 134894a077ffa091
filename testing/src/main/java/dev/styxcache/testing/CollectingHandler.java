package dev.styxcache.testing;

import dev.styxcache.application.api.OutputHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps all of a stream, for tests; what comes after the end is an error. */
public final class CollectingHandler implements OutputHandler {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int ends;

  /** With nothing. */
  public CollectingHandler() {}

  @Override
  public synchronized void accept(byte[] buffer, int offset, int length) {
    if (ends > 0 || length < 1) {
      throw new AssertionError("a piece of " + length + " bytes after " + ends + " ends");
    }
    bytes.write(buffer, offset, length);
  }

  @Override
  public synchronized void end() {
    ends++;
  }

  /** How often the end was told. */
  public synchronized int ends() {
    return ends;
  }

  /** All that has come. */
  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  /** All that has come, as text. */
  public synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
