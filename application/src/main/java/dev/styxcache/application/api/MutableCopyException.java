package dev.styxcache.application.api;

/**
 * The copy of a mutable input could not be made, for example because the disk is full. The tool was
 * not started.
 */
public final class MutableCopyException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message which copy, where, why, and what to do
   * @param cause the failure of the file system
   */
  public MutableCopyException(String message, Throwable cause) {
    super(message, cause);
  }
}
