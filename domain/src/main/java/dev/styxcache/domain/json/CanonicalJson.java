package dev.styxcache.domain.json;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one text of a JSON value that keys are made of: equal values have equal texts, to the byte.
 *
 * <p>The form is that of Python's {@code json.dumps(value, sort_keys=True, separators=(",", ":"))}:
 * no white space, members sorted by code points, printable ASCII only (DEL is escaped). {@code
 * NaN}, {@code Infinity} and {@code -Infinity} are written so, which strict JSON readers refuse.
 * Stateless, so safe for use by many threads.
 */
public final class CanonicalJson {

  private static final String HEX = "0123456789abcdef";

  /** The decimal exponents in which Python writes a number without {@code e}. */
  private static final int LEAST_PLAIN_EXPONENT = -4;

  private static final int GREATEST_PLAIN_EXPONENT = 15;

  private CanonicalJson() {}

  /**
   * Writes a value.
   *
   * @param value the value
   * @return its canonical text, all in ASCII
   */
  public static String write(Json value) {
    StringBuilder text = new StringBuilder(256);
    append(text, value);
    return text.toString();
  }

  /**
   * The value in double precision that a number in single precision stands for: the one that its
   * shortest decimal names, so that {@code 0.1f} means {@code 0.1} and not {@code
   * 0.10000000149011612}.
   *
   * @param number any number
   * @return the value
   */
  public static double widen(float number) {
    return Float.isFinite(number) && number != 0
        ? ShortestDecimal.of(number).doubleValue()
        : number;
  }

  private static void append(StringBuilder text, Json value) {
    if (value instanceof Json.Text string) {
      appendText(text, string.value());
    } else if (value instanceof Json.Obj object) {
      appendObject(text, object);
    } else if (value instanceof Json.Arr array) {
      appendArray(text, array);
    } else if (value instanceof Json.Int integer) {
      text.append(integer.value());
    } else if (value instanceof Json.Real real) {
      appendReal(text, real.value());
    } else if (value instanceof Json.Bool bool) {
      text.append(bool.value());
    } else {
      text.append("null");
    }
  }

  private static void appendObject(StringBuilder text, Json.Obj object) {
    text.append('{');
    String separator = "";
    Map<String, Json> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    sorted.putAll(object.members());
    for (Map.Entry<String, Json> member : sorted.entrySet()) {
      text.append(separator);
      appendText(text, member.getKey());
      text.append(':');
      append(text, member.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void appendArray(StringBuilder text, Json.Arr array) {
    text.append('[');
    String separator = "";
    for (Json item : array.items()) {
      text.append(separator);
      append(text, item);
      separator = ",";
    }
    text.append(']');
  }

  private static void appendText(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      switch (unit) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (unit >= 0x20 && unit < 0x7f) {
            text.append(unit);
          } else {
            text.append("\\u")
                .append(HEX.charAt(unit >> 12))
                .append(HEX.charAt(unit >> 8 & 15))
                .append(HEX.charAt(unit >> 4 & 15))
                .append(HEX.charAt(unit & 15));
          }
        }
      }
    }
    text.append('"');
  }

  private static void appendReal(StringBuilder text, double number) {
    if (Double.isNaN(number)) {
      text.append("NaN");
      return;
    }
    if (number < 0 || (number == 0 && 1 / number < 0)) {
      text.append('-');
    }
    double magnitude = Math.abs(number);
    if (magnitude == 0) {
      text.append("0.0");
    } else if (Double.isInfinite(magnitude)) {
      text.append("Infinity");
    } else {
      appendPositive(text, ShortestDecimal.of(magnitude).stripTrailingZeros());
    }
  }

  private static void appendPositive(StringBuilder text, BigDecimal decimal) {
    String digits = decimal.unscaledValue().toString();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent < LEAST_PLAIN_EXPONENT || exponent > GREATEST_PLAIN_EXPONENT) {
      text.append(digits.charAt(0));
      if (digits.length() > 1) {
        text.append('.').append(digits, 1, digits.length());
      }
      text.append('e').append(exponent < 0 ? '-' : '+');
      text.append(String.format(Locale.ROOT, "%02d", Math.abs(exponent)));
    } else if (exponent < 0) {
      text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
    } else if (digits.length() <= exponent + 1) {
      text.append(digits).append("0".repeat(exponent + 1 - digits.length())).append(".0");
    } else {
      text.append(digits, 0, exponent + 1)
          .append('.')
          .append(digits, exponent + 1, digits.length());
    }
  }
}
