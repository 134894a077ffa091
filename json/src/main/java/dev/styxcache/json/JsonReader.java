package dev.styxcache.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a text that is exactly one JSON value, within limits. It reads tokens rather than binding
 * by reflection, which would take several times as long as the cache hit that it is part of.
 * Immutable, so safe for use by many threads; keep one per format.
 */
public final class JsonReader {

  /** Maximum nesting depth of a text that a user wrote. Far from the end of the stack. */
  static final int USER_DEPTH = 500;

  /** Maximum digits of a number that a user wrote. It bounds only the time to read it. */
  static final int USER_DIGITS = 100_000;

  private final JsonFactory factory;

  /**
   * Makes a reader for a format.
   *
   * @param maxDepth maximum nesting depth of arrays and objects
   * @param maxDigits maximum length of a number, in characters
   */
  public JsonReader(int maxDepth, int maxDigits) {
    this(maxDepth, maxDigits, false);
  }

  private JsonReader(int maxDepth, int maxDigits, boolean notFinite) {
    this.factory =
        JsonFactory.builder()
            .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, notFinite)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(maxDigits)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /**
   * Makes a reader for what users write, with limits that none of them should meet.
   *
   * @return the reader
   */
  public static JsonReader forUsers() {
    return new JsonReader(USER_DEPTH, USER_DIGITS);
  }

  /**
   * Makes a reader for what users write, which may have come from Python: {@code NaN} and {@code
   * Infinity} are accepted.
   *
   * @return the reader
   */
  public static JsonReader forPython() {
    return new JsonReader(USER_DEPTH, USER_DIGITS, true);
  }

  /**
   * Reads the one value in a text.
   *
   * @param text JSON in UTF-8
   * @return a {@code Map}, {@code List}, {@code String}, {@code Long}, {@code BigInteger}, {@code
   *     Double}, {@code Boolean} or null
   * @throws MalformedJsonException if the text is anything but one value, exceeds a limit, or has a
   *     member twice in one object
   */
  public @Nullable Object read(byte[] text) throws MalformedJsonException {
    return only(factory.createParser(ObjectReadContext.empty(), text));
  }

  /**
   * Reads the one value in a text.
   *
   * @param text JSON
   * @return as {@link #read(byte[])}
   * @throws MalformedJsonException as {@link #read(byte[])}
   */
  public @Nullable Object read(String text) throws MalformedJsonException {
    return only(factory.createParser(ObjectReadContext.empty(), text));
  }

  private static @Nullable Object only(JsonParser source) throws MalformedJsonException {
    try (JsonParser parser = source) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MalformedJsonException("it is empty", 1, 1);
      }
      Object value = JsonValues.read(parser, first);
      if (parser.nextToken() != null) {
        throw MalformedJsonException.at(parser, "a second value follows");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJsonException(e);
    }
  }
}
