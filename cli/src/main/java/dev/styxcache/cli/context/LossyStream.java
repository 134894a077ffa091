package dev.styxcache.cli.context;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/**
 * A stream whose content may be lost, because nobody or a full disk takes it: writing never fails.
 * For standard error, so that a good run stays one without a place for its notices.
 */
final class LossyStream extends OutputStream {

  private final OutputStream stream;
  private boolean lost;

  LossyStream(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    try {
      stream.write(buffer, offset, length);
    } catch (IOException e) {
      if (!lost) {
        lost = true;
        LoggerFactory.getLogger(LossyStream.class).debug("standard error is lost", e);
      }
    }
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }
}
