package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.runner.dry.DryRunner;
import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.api.StyxValidationException;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.api.caching.GlobalRunner;
import dev.styxcache.application.api.caching.Runners;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What generated wrappers rely on. */
class WrapperHabitsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void nameThatSeveralFilesBeginWith_isAnInputWithItsParent_andCached() throws IOException {
    bench.file("topup/my_fieldcoef.txt", "one");
    String script = "cat \"$1\"_fieldcoef.txt > out";
    for (Status status : List.of(Status.MISS, Status.HIT)) {
      Bench.Outputs paths =
          bench.call(bench.runner(), script).inputWithParent("topup/my").output("out").run();
      assertThat(paths.get("out")).hasContent("one");
      assertThat(bench.events.last().status()).isEqualTo(status);
    }

    bench.file("topup/my_fieldcoef.txt", "two");
    bench.call(bench.runner(), script).inputWithParent("topup/my").output("out").run();
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
  }

  @Test
  void toolThatIsNamedByASentence_isBypassedByItsId() {
    Metadata tool = Metadata.of("volume-math", "Evaluate expression on volumes.", "workbench");
    for (String listed : List.of("workbench/volume-math", tool.qualifiedName())) {
      CachingRunner runner = bench.runner(CachePolicy.defaults().withBypassTools(Set.of(listed)));
      Execution execution = runner.startExecution(tool);
      execution.run(List.of("true"));
      assertThat(execution.report().map(RunReport::status)).contains(Status.BYPASSED);
    }
  }

  @Test
  void runWithoutHandlers_runsTheTool_andFailsAsAnyOther() {
    Execution execution = bench.runner().startExecution(Bench.TOOL);
    assertThatThrownBy(() -> execution.run(List.of("sh", "-c", "echo said; exit 3")))
        .isInstanceOf(ToolFailedException.class)
        .hasMessageContaining("said");
  }

  @Test
  void runners_areFoundByName_andBecomeTheOneThatWrappersUse() {
    Runner before = GlobalRunner.get();
    try {
      assertThat(Runners.useLocal()).isInstanceOf(LocalRunner.class).isSameAs(GlobalRunner.get());
      assertThat(Runners.useDry()).isInstanceOf(DryRunner.class).isSameAs(GlobalRunner.get());
      assertThat(Runners.auto()).as("there is always the local one").isNotNull();
      assertThatThrownBy(() -> Runners.named("dokcer")).hasMessageContaining("docker");
    } finally {
      GlobalRunner.set(before);
    }
  }

  @Test
  void invalidParameters_haveATypeOfTheirOwn() {
    assertThat(new StyxValidationException("fraction must be at most 1"))
        .isInstanceOf(StyxCacheException.class)
        .hasMessage("fraction must be at most 1");
  }

  @Test
  void duration_isThatOfTheWholeCall_andAHitHasSavedTheRunsTimeLessThat() throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-01T00:00:00Z"));
    InstantSource source = now::get;
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return source.instant();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    CachingRunner runner = bench.builder().clock(clock).build();
    for (int call = 0; call < 2; call++) {
      Execution execution = runner.startExecution(Bench.TOOL);
      // As if the inputs were hashed for so long.
      now.updateAndGet(time -> time.plusSeconds(2));
      execution.run(
          List.of("sh", "-c", "echo 1"),
          (buffer, offset, length) -> {
            if (bench.events.reports.isEmpty()) {
              now.updateAndGet(time -> time.plusSeconds(60));
            }
          },
          (buffer, offset, length) -> {});
      RunReport report = execution.report().orElseThrow();
      assertThat(report.duration()).isEqualTo(Duration.ofSeconds(call == 0 ? 62 : 2));
      if (call == 1) {
        assertThat(report.status()).isEqualTo(Status.HIT);
        assertThat(report.saved()).contains(Duration.ofSeconds(58));
      }
    }
  }
}
