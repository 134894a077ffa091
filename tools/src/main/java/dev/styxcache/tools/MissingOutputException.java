package dev.styxcache.tools;

import dev.styxcache.application.api.StyxCacheException;

/** A tool did not make an output that was asked for. */
public final class MissingOutputException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * A missing output.
   *
   * @param message names the tool and the output
   */
  public MissingOutputException(String message) {
    super(message, null);
  }
}
