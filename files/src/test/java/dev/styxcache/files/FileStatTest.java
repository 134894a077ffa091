package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStatTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00.123456789Z, 2026-11-22T10:00:00.123456789Z, true",
    "2026-11-22T10:00:00.123456789Z, 2026-11-22T10:00:00.143000000Z, true",
    "2026-11-22T10:00:00.123456789Z, 2026-11-22T10:00:00.143456789Z, false",
    "2026-11-22T10:00:00.123456789Z, 2026-11-22T10:00:01Z, false",
    "2026-11-22T10:00:00.123Z, 2026-11-22T10:00:00.142Z, true",
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:01Z, true",
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:02.499Z, true",
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:02.5Z, false",
    "2026-11-22T10:00:00.5Z, 2026-11-22T09:00:00Z, true",
    "1960-01-01T00:00:00.5Z, 2026-11-22T09:00:00Z, false",
  })
  void stat_isRacy_untilTheClockHasTicked(String changed, String now, boolean racy) {
    Instant time = Instant.parse(changed);
    long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
    FileStat stat = new FileStat(0100644, 1, 0, nanos, 1, 1);
    assertThat(stat.isRacy(Instant.parse(now))).isEqualTo(racy);
  }
}
