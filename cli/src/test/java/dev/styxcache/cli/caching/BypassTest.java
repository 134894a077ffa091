package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.dry.DryRunner;
import dev.styxcache.application.api.CacheBypass;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.caching.CachingRunner;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that bypass the cache by request. */
class BypassTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void bypassedRun_isReportedAsSuch_withoutAKey() {
    CachingRunner runner = bench.runner();

    try (var scope = CacheBypass.bypass()) {
      Bench.Declared declared = bench.call(runner, ": > out").output("out").declare();
      assertThat(declared.execution().report()).isEmpty();
      declared
          .execution()
          .run(declared.command(), OutputHandler.discard(), OutputHandler.discard());

      RunReport report = declared.execution().report().orElseThrow();
      assertThat(report.status()).isEqualTo(RunReport.Status.BYPASSED);
      assertThat(report.key()).isEmpty();
      assertThat(report.reason()).contains("bypassed");
      assertThat(bench.events.last()).isEqualTo(report);
    }
  }

  @Test
  void cacheThatIsOff_isBypassed() {
    CachingRunner runner = bench.runner(CachePolicy.defaults().withMode(CacheMode.OFF));
    bench.call(runner, ": > out").output("out").run();

    assertThat(bench.events.last().status()).isEqualTo(RunReport.Status.BYPASSED);
    assertThat(bench.events.last().reason()).contains("off");
    bench.assertNoEntry();
  }

  @Test
  void bypass_runsTheToolAndLeavesTheCacheAlone() {
    CachingRunner runner = bench.runner();
    bench.call(runner, ": > out").output("out").run();

    Bench.Outputs paths;
    try (var scope = CacheBypass.bypass()) {
      paths = bench.call(runner, ": > out").output("out").run();
      try (var inner = CacheBypass.enabled()) {
        bench.call(runner, ": > out").output("out").run();
      }
    }

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(paths.get("out")).startsWith(bench.data).exists();
  }

  @Test
  void runnerThatIsNotCacheable_isPassedThrough() {
    CachingRunner runner = CachingRunner.around(new DryRunner()).store(bench.store()).build();
    Bench.Outputs paths = bench.call(runner, ": > out").output("out").run();

    assertThat(runner.cacheable()).isFalse();
    assertThat(paths.get("out")).doesNotExist();
    bench.assertNoEntry();
  }

  @Test
  void toolOnTheDenyList_isNeverCached() {
    CachingRunner runner =
        bench.runner(CachePolicy.defaults().withBypassTools(Set.of("demo/tool")));
    bench.call(runner, ": > out").output("out").run();
    Bench.Outputs paths = bench.call(runner, ": > out").output("out").run();

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(paths.get("out")).startsWith(bench.data).exists();
    bench.assertNoEntry();
  }
}
