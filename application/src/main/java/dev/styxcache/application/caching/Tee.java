package dev.styxcache.application.caching;

import dev.styxcache.application.port.OutputHandler;

/**
 * Hands a stream to its capture, which never throws, and then to the caller's handler, which may.
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
