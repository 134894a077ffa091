package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.RunReport.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that print the names of temporary files. */
class TemporaryNamesTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  private Status run(String script) {
    bench.file("in.txt", "x");
    bench.call(bench.runner(), script).input("in.txt").run();
    return bench.events.last().status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f=$(mktemp); rm $f; echo $f",
        "f=$(mktemp); rm $f; printf %s $f",
        "f=$(mktemp); rm $f; echo \"{\\\"file\\\": \\\"$f\\\"}\"",
        "f=$(mktemp); trap 'rm $f' 0; echo result=$f",
        "printf /tmp/styx_; sleep 0.1; printf gone"
      })
  void nameOfAFileThatIsGone_isNotStored_andToldOf(String script) {
    assertThat(run(script)).isEqualTo(Status.DEGRADED);
    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("names the temporary file", "a later hit would not find");
    bench.assertNoEntry();
  }

  @Test
  void nameOfAFileThatTheRunMade_isNotStored_thoughItIsStillThere() {
    String made = directory.resolveSibling(directory.getFileName() + "-made").toString();
    // The name is put together, so that it is not in the command.
    assertThat(
            run(
                "cd '"
                    + directory.getParent()
                    + "'; n="
                    + directory.getFileName()
                    + "; echo x >$n-made; echo $PWD/$n-made"))
        .isEqualTo(made.startsWith("/tmp") ? Status.DEGRADED : Status.MISS);
    assertThat(Path.of(made).toFile().delete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"$1\"",
        "pwd",
        "echo /tmp/in/the/command",
        "echo /tmp",
        "f=$(mktemp); rm $f; echo $f >&2",
        "echo a/tmp/x"
      })
  void otherNames_areStored(String script) {
    assertThat(run(script)).isEqualTo(Status.MISS);
    assertThat(run(script)).isEqualTo(Status.HIT);
    assertThat(bench.events.warnings).isEmpty();
  }
}
