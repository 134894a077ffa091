package dev.styxcache.configuration;

/** A value is invalid. The message says why; the catcher adds the source. */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  BadValueException(String message) {
    super(message);
  }
}
