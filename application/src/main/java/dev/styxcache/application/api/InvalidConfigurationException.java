package dev.styxcache.application.api;

import org.jspecify.annotations.Nullable;

/**
 * A configuration cannot be used: it is unreadable, has an unknown key or an invalid value, or
 * names an adapter that does not exist. The message names the source: file and line, environment
 * variable or option.
 */
public final class InvalidConfigurationException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names the source, the setting and the next step
   */
  public InvalidConfigurationException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names the source, the setting and the next step
   * @param cause the underlying exception
   */
  public InvalidConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
