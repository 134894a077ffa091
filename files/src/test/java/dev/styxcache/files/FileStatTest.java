package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void ifPresent_belowAFile_isEmpty(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(FileStat.ifPresent(file.resolve("below"))).isEmpty();
    assertThat(FileStat.ifPresent(file.resolve("far/below"))).isEmpty();
    assertThat(FileStat.exactIfPresent(file.resolve("below"))).isEmpty();
    assertThat(FileStat.ifPresent(directory.resolve("missing/below"))).isEmpty();
  }

  @Test
  void ifPresent_behindALoopOfLinks_fails(@TempDir Path directory) throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> FileStat.ifPresent(loop.resolve("below")))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void of_aFileThatReplacesAnotherWithTheSameTimeAndSize_differs(@TempDir Path directory)
      throws IOException {
    Path old = Files.writeString(directory.resolve("old"), "1");
    Path other = Files.writeString(directory.resolve("new"), "2");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(old));
    FileStat fast = FileStat.of(old);
    FileStat exact = FileStat.exact(old);
    assertThat(FileStat.of(old)).isEqualTo(fast);
    Files.move(other, old, StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileStat.of(old)).isNotEqualTo(fast);
    assertThat(FileStat.exact(old).isSameFile(exact)).isFalse();
  }

  @Test
  void isSameFile_afterARename_isTrue(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("old"), "1");
    FileStat before = FileStat.exact(file);
    Path renamed = Files.move(file, directory.resolve("new"));
    assertThat(FileStat.exact(renamed).isSameFile(before)).isTrue();
    assertThat(FileStat.exact(directory).isSameFile(before)).isFalse();
  }
}
