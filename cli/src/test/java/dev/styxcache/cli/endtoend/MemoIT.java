package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The digest memo from the command line. What is hashed is a file that is there for long: what was
 * made just now is not remembered.
 */
class MemoIT {

  private static final String OLD_FILE =
      Path.of(System.getProperty("java.home"), "lib", "modules").toString();

  @TempDir Path directory;
  private CommandLine styxcache;
  private Path memo;

  @BeforeEach
  void setUp() {
    styxcache = new CommandLine(directory);
    styxcache.set("XDG_CACHE_HOME", directory.resolve("caches").toString());
    memo = directory.resolve("caches").resolve("styxcache-memo");
  }

  private String hash(String... arguments) {
    Outcome outcome = styxcache.run(arguments);
    assertThat(outcome.code()).as(outcome.error()).isZero();
    assertThat(outcome.error()).isEmpty();
    return outcome.text();
  }

  @Test
  void hash_remembersInTheUsersCacheDirectory_andDoctorShowsHowMuch() {
    String digest = hash("hash", OLD_FILE);
    assertThat(styxcache.run("doctor").text()).contains(memo + " has 1 digests in 192 B");
    assertThat(hash("hash", OLD_FILE)).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text()).contains(memo + " has 1 digests in 192 B");
    assertThat(hash("hash", "--no-memo", OLD_FILE)).isEqualTo(digest);
  }

  @Test
  void hash_neitherUsesNorMakesAMemo_whereItIsToldNotTo() {
    String digest = hash("hash", "--no-memo", OLD_FILE);
    styxcache.set("STYXCACHE_HASH_MEMO", "false");
    assertThat(hash("hash", OLD_FILE)).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text()).contains("off; each file is read each time");
    assertThat(memo).doesNotExist();
  }

  @Test
  void hash_worksWhereNoMemoCanBe_andDoctorSaysWhy() {
    String digest = hash("hash", "--no-memo", OLD_FILE);
    styxcache.set("STYXCACHE_HASH_MEMO_DIR", "/proc/memo");
    assertThat(hash("hash", OLD_FILE)).isEqualTo(digest);
    assertThat(styxcache.run("doctor").text())
        .contains("no digests can be remembered")
        .contains("choose a directory there");
  }
}
