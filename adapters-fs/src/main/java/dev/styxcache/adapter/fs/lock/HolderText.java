package dev.styxcache.adapter.fs.lock;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times for people. */
final class HolderText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private HolderText() {}

  /** The local time, with the day where that is not today's. */
  static String timeOfDay(Instant instant) {
    boolean recent = instant.isAfter(Instant.now().minus(12, ChronoUnit.HOURS));
    return (recent ? TIME : DAY_AND_TIME).format(instant.atZone(ZoneId.systemDefault()));
  }
}
