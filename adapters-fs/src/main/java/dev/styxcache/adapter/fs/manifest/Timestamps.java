package dev.styxcache.adapter.fs.manifest;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Parses times in the form of {@link Instant#toString}. {@link Instant#parse} does too, but loads
 * the JDK's formatting classes at its first use, which takes a large part of the time of a hit.
 */
final class Timestamps {

  /** Index of the fraction of the second, or of the zone if there is no fraction. */
  private static final int AFTER_SECONDS = 19;

  private static final int NANO_DIGITS = 9;

  private Timestamps() {}

  /**
   * Parses a time.
   *
   * @param text such as {@code 2026-11-22T20:38:28.125Z}
   * @return the time
   * @throws java.time.DateTimeException if it is not a time
   */
  static Instant parse(String text) {
    return isPlain(text) ? plain(text) : Instant.parse(text);
  }

  /** Whether it has a year of four digits, in UTC. */
  private static boolean isPlain(String text) {
    int last = text.length() - 1;
    if (last < AFTER_SECONDS || text.charAt(last) != 'Z') {
      return false;
    }
    for (int i = 0; i < AFTER_SECONDS; i++) {
      char expected = "0000-00-00T00:00:00".charAt(i);
      if (expected == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
        return false;
      }
    }
    return number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60
        && isFraction(text, last);
  }

  private static boolean isFraction(String text, int last) {
    if (last == AFTER_SECONDS) {
      return true;
    }
    int digits = last - AFTER_SECONDS - 1;
    if (text.charAt(AFTER_SECONDS) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return false;
    }
    for (int i = AFTER_SECONDS + 1; i < last; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Instant plain(String text) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long seconds =
        ((day.toEpochDay() * 24 + number(text, 11, 13)) * 60 + number(text, 14, 16)) * 60
            + number(text, 17, 19);
    String fraction =
        text.length() - 1 == AFTER_SECONDS
            ? "0"
            : text.substring(AFTER_SECONDS + 1, text.length() - 1);
    long nanos = Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
