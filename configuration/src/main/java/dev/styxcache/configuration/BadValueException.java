package dev.styxcache.configuration;

/** A value that a setting cannot have. The message says why; who catches it knows the place. */
final class BadValueException extends Exception {

  private static final long serialVersionUID = 1L;

  BadValueException(String message) {
    super(message);
  }
}
