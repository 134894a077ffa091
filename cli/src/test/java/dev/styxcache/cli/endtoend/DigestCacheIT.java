package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The digest cache from the command line. The tests hash an old file, since digests of new files
 * are not cached.
 */
class DigestCacheIT {

  /** Longer than the minimum age of a cached file. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private static final long LEAST_BYTES = 1 << 20;

  private static final Optional<Path> OLD_FILE =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
          .map(Path::of)
          .filter(DigestCacheIT::canBeRemembered)
          .findFirst();

  @TempDir Path directory;
  private CommandLine styxcache;
  private Path memo;

  /** Empty if timestamps are whole seconds, as in an image with fixed timestamps. */
  private static boolean canBeRemembered(Path file) {
    try {
      FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
      return Files.isRegularFile(file)
          && Files.size(file) >= LEAST_BYTES
          && changed.to(TimeUnit.NANOSECONDS) % TimeUnit.SECONDS.toNanos(1) != 0
          && changed.toInstant().isBefore(Instant.now().minus(SETTLED));
    } catch (IOException e) {
      return false;
    }
  }

  private static String oldFile() {
    assumeTrue(OLD_FILE.isPresent(), "no jar of these tests is old enough to be remembered");
    return OLD_FILE.orElseThrow().toString();
  }

  @BeforeEach
  void setUp() {
    styxcache = new CommandLine(directory);
    styxcache.set("XDG_CACHE_HOME", directory.resolve("caches").toString());
    memo = directory.resolve("caches").resolve("styxcache-memo");
    // The first call may print messages of the build.
    assertThat(styxcache.run("--version").code()).isZero();
  }

  private String hash(String... arguments) {
    Outcome outcome = styxcache.run(arguments);
    assertThat(outcome.code()).as(outcome.error()).isZero();
    assertThat(outcome.error()).isEmpty();
    return outcome.text();
  }

  @Test
  void hash_usesTheDigestCacheOfTheUser_andDoctorShowsItsSize() {
    String digest = hash("hash", oldFile());
    assertThat(styxcache.run("doctor").text()).contains(memo + " has 1 digests in 192 B");
    assertThat(hash("hash", oldFile())).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text()).contains(memo + " has 1 digests in 192 B");
    assertThat(hash("hash", "--no-memo", oldFile())).isEqualTo(digest);
  }

  @Test
  void hash_withoutTheDigestCache_neitherReadsNorCreatesIt() {
    String digest = hash("hash", "--no-memo", oldFile());
    styxcache.set("STYXCACHE_HASH_MEMO", "false");
    assertThat(hash("hash", oldFile())).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text()).contains("off; each file is read each time");
    assertThat(memo).doesNotExist();
  }

  @Test
  void hash_worksWithoutAWritableDigestCache_andDoctorSaysWhy() {
    String digest = hash("hash", "--no-memo", oldFile());
    styxcache.set("STYXCACHE_HASH_MEMO_DIR", "/proc/memo");
    assertThat(hash("hash", oldFile())).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text())
        .contains("cannot store digests")
        .contains("choose a directory there");
  }
}
