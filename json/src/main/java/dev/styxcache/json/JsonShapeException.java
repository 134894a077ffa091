package dev.styxcache.json;

/** A value is JSON but not of the expected shape. The message names the member. */
public final class JsonShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what is wrong with which member
   */
  public JsonShapeException(String message) {
    super(message);
  }
}
