package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.dry.DryRunner;
import dev.styxcache.application.api.CacheBypass;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.run.CachingRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs past the cache, because somebody wanted it. */
class BypassTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void bypass_givesTheBaseRunnersOwnExecution() {
    List<Execution> made = new ArrayList<>();
    Runner base =
        metadata -> {
          made.add(bench.base().startExecution(metadata));
          return made.get(0);
        };
    CachingRunner runner = CachingRunner.around(base).store(bench.store()).build();

    try (var scope = CacheBypass.bypass()) {
      assertThat(runner.startExecution(Bench.TOOL)).isSameAs(made.get(0));
    }
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
