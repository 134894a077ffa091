package dev.styxcache.cli.request;

/** A request that is JSON but no request. The message says what and where within the request. */
final class MalformedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedRequestException(String message) {
    super(message);
  }
}
