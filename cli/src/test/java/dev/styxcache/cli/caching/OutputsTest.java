package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.policy.HitPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locations of outputs, and the outputs that an entry needs for a hit. */
class OutputsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void returnedPaths_lieInTheEntryAndExistAfterTheRun() {
    for (Status expected : new Status[] {Status.MISS, Status.HIT}) {
      Bench.Outputs paths =
          bench
              .call(bench.runner(), "mkdir -p deep/er && echo 1 > deep/er/a.txt && echo 2 > b.txt")
              .output("deep/er/a.txt")
              .output("b.txt")
              .output(".")
              .run();

      Path entry = bench.events.last().entry().orElseThrow();
      assertThat(bench.events.last().status()).isEqualTo(expected);
      assertThat(entry).isEqualTo(paths.get("."));
      assertThat(paths.values()).allSatisfy(path -> assertThat(path).startsWith(entry).exists());
      assertThat(bench.cache.relativize(entry)).asString().matches("[0-9a-f]{2}/[0-9a-f]{64}");
    }
  }

  @Test
  void entryThatLacksARequiredOutput_isCompletedByARun() throws IOException {
    String script =
        "if [ -e '" + directory + "/runs.more' ]; then echo b > b.txt; fi; echo a > a.txt";
    CachingRunner runner = bench.runner();
    String firstA = bench.call(runner, script).output("a.txt").runAndRead();
    Files.writeString(directory.resolve("runs.more"), "");

    Bench.Outputs paths = bench.call(runner, script).output("a.txt").output("b.txt").run();

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(paths.get("b.txt")).hasContent("b");
    assertThat(Files.readString(paths.get("a.txt"))).as("what others read stays").isEqualTo(firstA);
    bench.call(runner, script).output("b.txt").run();
    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    bench.assertNothingInProgress();
  }

  @Test
  void missingOutput_isRecorded_andTheNextCallIsAHit() {
    CachingRunner runner = bench.runner();
    bench.call(runner, "echo 1 > made").output("made").output("never-made").run();
    bench.call(runner, "echo 1 > made").output("made").output("never-made").run();
    assertThat(bench.runs()).isEqualTo(1);

    bench.call(runner, "echo 1 > made").output("also-never-made").run();
    bench.call(runner, "echo 1 > made").output("also-never-made").output("never-made").run();

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
  }

  @Test
  void missingOptionalOutput_isAHit() {
    bench.call(bench.runner(), "echo 1 > made").output("made").run();

    bench.call(bench.runner(), "echo 1 > made").output("made").optionalOutput("extra").run();

    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void missingStrictOutput_isAnError_andNothingIsStored() {
    CachingRunner runner = bench.runner(CachePolicy.defaults().withOutputs(HitPolicy.PRESENT_ONLY));

    assertThatThrownBy(() -> bench.call(runner, "echo 1 > a").output("a").output("b").run())
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("did not make b; it made a")
        .hasMessageContaining("kept in " + bench.cache.resolve(".kept"));

    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ln -s nowhere b", "ln -s b b", "ln -s c b; ln -s b c"})
  void linkThatLeadsNowhere_isNoStrictOutput(String script) {
    CachingRunner runner = bench.runner(CachePolicy.defaults().withOutputs(HitPolicy.PRESENT_ONLY));

    assertThatThrownBy(() -> bench.call(runner, script).output("b").run())
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("did not make b");

    bench.assertNoEntry();
  }

  @Test
  void linkThatLeadsNowhere_isAnOutputThatIsKnownToBeMissing() {
    bench.call(bench.runner(), "ln -s nowhere b").output("b").run();
    bench.call(bench.runner(), "ln -s nowhere b").output("b").run();

    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    assertThat(manifest().absent()).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"echo 1 > a; ln -s a b", "echo 1 > a; ln -s \"$PWD/a\" b", "mkdir a; ln -s a b"})
  void linkToAnotherOutput_isAnOutput(String script) {
    CachingRunner runner = bench.runner(CachePolicy.defaults().withOutputs(HitPolicy.PRESENT_ONLY));

    bench.call(runner, script).output("b").run();
    bench.call(runner, script).output("b").run();

    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    assertThat(manifest().absent()).isEmpty();
  }

  private EntryManifest manifest() {
    return bench
        .runner()
        .cache()
        .find(bench.events.last().key().orElseThrow())
        .orElseThrow()
        .manifest()
        .orElseThrow();
  }

  @Test
  void strictOutput_isNotSatisfiedByARecordThatItIsMissing() {
    bench.call(bench.runner(), "echo 1 > a").output("a").output("b").run();
    CachingRunner strict = bench.runner(CachePolicy.defaults().withOutputs(HitPolicy.PRESENT_ONLY));

    bench.call(strict, "echo 1 > a; echo 2 > b").output("a").output("b").run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x", ".styxcache.done"})
  void outputNameOutsideTheOutputDirectory_isRefusedBeforeAnythingRuns(String name) {
    assertThatThrownBy(() -> bench.call(bench.runner(), ":").output(name).run())
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining(name);
    assertThat(bench.runs()).isZero();
  }

  @Test
  void linkOutOfTheEntry_isNotStored_butReturnedToThisCaller() throws IOException {
    Path outside = bench.file("outside.txt", "outside");

    Bench.Outputs paths =
        bench
            .call(bench.runner(), "ln -s '" + bench.work + "'/outside.txt link; echo 1 > a")
            .output("link")
            .output("a")
            .run();

    assertThat(paths.get("link")).hasContent("outside");
    assertThat(paths.get("a")).hasContent("1");
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("link")
        .contains(outside.toString());
    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  @Test
  void modesLinksAndEmptyDirectories_surviveInTheEntry() throws IOException {
    String script =
        "mkdir empty sub; echo '#!/bin/sh' > sub/x.sh; chmod 750 sub/x.sh; ln -s sub/x.sh link; ln -s sub dirlink";
    bench.call(bench.runner(), script).output(".").run();

    Path entry = bench.call(bench.runner(), script).output(".").run().get(".");

    assertThat(bench.runs()).isEqualTo(1);
    assertThat(entry.resolve("empty")).isEmptyDirectory();
    assertThat(Files.isExecutable(entry.resolve("sub/x.sh"))).isTrue();
    assertThat(Files.readSymbolicLink(entry.resolve("link"))).hasToString("sub/x.sh");
    assertThat(Files.readSymbolicLink(entry.resolve("dirlink"))).hasToString("sub");
  }
}
