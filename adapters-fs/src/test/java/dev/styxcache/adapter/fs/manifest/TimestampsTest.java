package dev.styxcache.adapter.fs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @Test
  void anyInstant_isReadAsItWasWritten() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long seconds = random.nextLong(-70_000_000_000L, 260_000_000_000L);
      long[] fractions = {0, random.nextInt(1000) * 1_000_000L, random.nextInt(1_000_000_000)};
      Instant instant = Instant.ofEpochSecond(seconds, fractions[i % fractions.length]);
      assertThat(Timestamps.parse(instant.toString())).as("seed %s", seed).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T20:38:28Z",
        "2026-11-22T20:38:28.5Z",
        "2026-11-22T20:38:28.123456789Z",
        "2024-02-29T23:59:59.999Z",
        "2026-11-22T24:00:00Z",
        "+12026-11-22T20:38:28Z",
        "2026-11-22t20:38:28z"
      })
  void whateverTheJdkReads_isReadAlike(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-22",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-22T20:60:28Z",
        "2026-11-22T20:38:28.1234567890Z",
        "2026-11-22T20:38:28.12a4Z",
        "2026-11-22T20:38:28",
        "٢٠٢٦-11-22T20:38:28Z"
      })
  void whatIsNoTime_isRefused(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
