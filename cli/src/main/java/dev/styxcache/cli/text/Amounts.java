package dev.styxcache.cli.text;

import java.time.Duration;

/** Formats sizes and durations for people, with about three digits. */
public final class Amounts {

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Amounts() {}

  /**
   * Formats a duration.
   *
   * @param span the duration; a negative one counts as zero
   * @return such as {@code 0.3 s}, {@code 41 s}, {@code 2 min 5 s}, {@code 3 h 2 min}, {@code 5 d 1
   *     h}
   */
  public static String of(Duration span) {
    long millis = Math.max(0, span.toMillis());
    long seconds = Math.round(millis / 1000.0);
    if (millis < 9_950) {
      return tenths(millis / 1000.0) + " s";
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /**
   * Formats a number of bytes.
   *
   * @param bytes at least 0
   * @return such as {@code 512 B}, {@code 4.2 MiB}, {@code 117 GiB}
   */
  public static String ofBytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1023.5 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return (amount < 99.95 ? tenths(amount) : String.valueOf(Math.round(amount)))
        + " "
        + UNITS[unit];
  }

  /** Not with a format string, which would load all locale data at the end of each run. */
  private static String tenths(double amount) {
    long rounded = Math.round(amount * 10);
    return rounded / 10 + "." + rounded % 10;
  }
}
