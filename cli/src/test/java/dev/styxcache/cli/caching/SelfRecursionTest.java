package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.runner.local.LocalRunnerProvider;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tool that calls itself through the cache, as a wrapper script of its name can. */
@Timeout(60)
class SelfRecursionTest {

  private static final String TELL = "printf %s \"$_STYX_KEYS\" >keys";

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  /** A call from a process that is part of other runs. */
  private String callWithin(String keys) {
    RunnerSettings settings =
        new RunnerSettings(
            bench.work,
            bench.data,
            new InheritedVariables(Set.of(), Map.of("_STYX_KEYS", keys)),
            Map.of());
    CachingRunner runner =
        CachingRunner.around(new LocalRunnerProvider().create(settings))
            .store(bench.store())
            .workingDirectory(bench.work)
            .events(bench.events)
            .build();
    return bench.call(runner, TELL).output("keys").runAndRead();
  }

  private String key() {
    bench.call(bench.runner(), "exit 3").output("keys").declare();
    return bench.events.keys.get(0).hex();
  }

  @Test
  void callThatIsPartOfItsOwnRun_isToldOf_andRunsWithoutTheCache() {
    String key = key();

    assertThat(callWithin("other " + key)).isEqualTo("other " + key + " " + key);
    assertThat(bench.events.last().status()).isEqualTo(Status.BYPASSED);
    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("calls itself through the cache");
    bench.assertNoEntry();
  }

  @Test
  void callWithinAnotherRun_isCached_andAddsItsKey() {
    String key = key();

    assertThat(callWithin("other")).isEqualTo("other " + key);
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    assertThat(bench.events.warnings).isEmpty();
    assertThat(callWithin(key)).as("an entry that is there is served").isEqualTo("other " + key);
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
  }

  @Test
  void callsWithoutEnd_areEnded() {
    String key = key();

    assertThatThrownBy(() -> callWithin((key + " ").repeat(8)))
        .isInstanceOf(ToolNotStartedException.class)
        .hasMessageContaining("without end");
    assertThat(bench.runs()).isZero();
  }
}
