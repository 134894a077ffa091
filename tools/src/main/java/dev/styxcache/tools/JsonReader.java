package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;

/**
 * A port that parses JSON. Whole numbers must stay apart from numbers in floating point: {@code 1}
 * and {@code 1.0} are written differently on a command line.
 */
@FunctionalInterface
public interface JsonReader {

  /**
   * Parses one value.
   *
   * @param utf8 its text in UTF-8
   * @return the value
   * @throws IllegalArgumentException if the text is not JSON
   */
  Json read(byte[] utf8);
}
