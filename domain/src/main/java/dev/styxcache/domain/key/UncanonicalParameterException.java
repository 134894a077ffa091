package dev.styxcache.domain.key;

/**
 * A parameter that has no canonical form, and so cannot be part of a key. The message names its
 * place and its type.
 */
public final class UncanonicalParameterException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UncanonicalParameterException(String place, String why) {
    super(message(place, why));
  }

  UncanonicalParameterException(String place, String why, Throwable cause) {
    super(message(place, why), cause);
  }

  private static String message(String place, String why) {
    return "the parameter " + place + " cannot be part of a cache key: " + why;
  }
}
