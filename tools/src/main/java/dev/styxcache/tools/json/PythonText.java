package dev.styxcache.tools.json;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;

/** Writes a value as Python's {@code str} does, which is what Styx's wrappers put in arguments. */
public final class PythonText {

  private PythonText() {}

  /**
   * Writes a text, number or truth value.
   *
   * @param value the value
   * @return its text: {@code 1.0}, {@code 1e-07}, {@code True}
   * @throws IllegalArgumentException if it is an array, an object or {@code null}
   */
  public static String of(Json value) {
    if (value instanceof Json.Text text) {
      return text.value();
    } else if (value instanceof Json.Int integer) {
      return integer.value().toString();
    } else if (value instanceof Json.Bool bool) {
      return bool.value() ? "True" : "False";
    } else if (value instanceof Json.Real real) {
      if (Double.isNaN(real.value())) {
        return "nan";
      } else if (Double.isInfinite(real.value())) {
        return real.value() > 0 ? "inf" : "-inf";
      }
      return CanonicalJson.write(value);
    }
    throw new IllegalArgumentException("not a plain value: " + CanonicalJson.write(value));
  }
}
