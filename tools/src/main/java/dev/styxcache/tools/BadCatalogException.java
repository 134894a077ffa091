package dev.styxcache.tools;

import org.jspecify.annotations.Nullable;

/** A catalogue or a descriptor in it cannot be used. The message says which file, and why. */
public final class BadCatalogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A fault without a cause.
   *
   * @param message which file, and why
   */
  public BadCatalogException(String message) {
    this(message, null);
  }

  /**
   * A fault with a cause.
   *
   * @param message which file, and why
   * @param cause the cause, or null
   */
  public BadCatalogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
