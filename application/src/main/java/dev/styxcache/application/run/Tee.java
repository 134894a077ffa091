package dev.styxcache.application.run;

import dev.styxcache.application.api.OutputHandler;

/**
 * Duplicates a stream: to its capture, which never throws, and then to the caller's handler, which
 * may.
 */
record Tee(OutputHandler capture, OutputHandler handler) implements OutputHandler {

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    capture.accept(buffer, offset, length);
    handler.accept(buffer, offset, length);
  }

  @Override
  public void end() {
    capture.end();
    handler.end();
  }
}
