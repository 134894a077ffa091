package dev.styxcache.application.run;

import static dev.styxcache.application.api.RunReport.Status.DEGRADED;
import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.testing.FixedDirectoryRunner;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs whose cache fails, or whose outputs must not be stored: the outputs stand at the promised
 * paths all the same.
 */
@Timeout(60)
class FailingCacheTest {

  private final RunBench bench = new RunBench();

  private void failOnFailures() {
    bench.policy = bench.policy.withFailures(CacheFailures.FAIL);
  }

  private static final MemoryTool LINK_OUT =
      call -> {
        call.write("out", "one");
        Path link = call.output().resolve("link");
        Files.createSymbolicLink(link, link.getFileSystem().getPath("/etc/passwd"));
      };

  private void assertDegraded(RunReport report, String why) {
    assertThat(report.status()).isEqualTo(DEGRADED);
    assertThat(report.entry()).isEmpty();
    assertThat(report.reason()).contains(why);
    assertThat(bench.reports).contains(report);
  }

  private void assertExposed(String content) {
    assertThat(bench.entry().resolve("out")).hasContent(content);
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
  }

  // --- what is in the store ---

  @Test
  void corruptEntry_isQuarantinedUnderTheLock_andMadeAgain() {
    bench.run("out");
    bench.store.corrupt(bench.key());
    bench.log.clear();

    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("corrupt");
    assertThat(bench.log)
        .containsExactly(
            "keyed",
            "lock",
            "quarantine",
            "warning",
            "unlock",
            "lock",
            "stage",
            "run",
            "commit",
            "finished MISS",
            "unlock");
    assertThat(bench.warnings).singleElement().asString().contains("quarantined at");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void entryThatIsCorruptedAfterItWasLookedUp_isQuarantinedBeforeTheToolRuns() {
    bench.once(
        "lock",
        () -> {
          bench.anotherProcess().run("out");
          bench.store.corrupt(bench.key());
        });

    assertThat(bench.run("out").status()).isEqualTo(MISS);

    assertThat(bench.log).containsSubsequence("lock", "quarantine", "stage", "run", "commit");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void corruptEntryThatAnotherProcessReplacedMeanwhile_isNotQuarantined() {
    bench.run("out");
    bench.store.corrupt(bench.key());
    bench.log.clear();
    bench.once(
        "lock",
        () -> {
          bench.store.remove(bench.key());
          bench.anotherProcess().run("out");
        });

    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(HIT);
    assertThat(bench.log).doesNotContain("quarantine", "run");
  }

  @Test
  void corruptEntryThatCannotBeQuarantined_isRunPast_andSaysWhy() {
    bench.run("out");
    bench.store.corrupt(bench.key());
    bench.once(
        "quarantine",
        () -> {
          throw new CacheUnavailableException("permission denied");
        });

    RunReport report = bench.run("out");

    assertDegraded(report, "permission denied");
    assertThat(report.reason()).contains("corrupt", "cannot be quarantined");
    assertThat(bench.log).contains("unlock");
  }

  @Test
  void newerEntry_isNeitherServedNorTouched_andTheRunGoesPastTheCache() {
    bench.run("out");
    bench.store.makeNewer(bench.key());
    bench.log.clear();
    bench.tool = MemoryTool.writing("out", "two");

    RunReport report = bench.run("out");

    assertDegraded(report, "update styxcache");
    assertThat(report.key()).contains(bench.key());
    assertThat(bench.log).containsExactly("keyed", "warning", "run", "finished DEGRADED");
    assertThat(bench.entry().resolve("out")).hasContent("one");
    assertThat(bench.lookup()).isInstanceOf(Lookup.Newer.class);
  }

  @Test
  void newerEntry_isAnErrorOfAStrictUser() {
    bench.run("out");
    bench.store.makeNewer(bench.key());
    RunBench strict = bench.anotherProcess();
    strict.policy = strict.policy.withFailures(CacheFailures.FAIL);

    assertThatThrownBy(() -> strict.start("out"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("update styxcache");
    assertThat(strict.runs()).isZero();
  }

  // --- the store fails ---

  @Test
  void unavailableStore_isWarnedOfOnce_andRunsGoPastIt() {
    bench.store.makeUnavailable("the disk is gone");

    assertDegraded(bench.run("out"), "the disk is gone");
    assertDegraded(bench.run("out"), "the disk is gone");

    assertThat(bench.warnings)
        .singleElement()
        .isEqualTo("the run goes on without the cache: the disk is gone");
    assertThat(bench.runs()).isEqualTo(2);
    bench.store.repair();
    assertThat(bench.run("out").status()).isEqualTo(MISS);
  }

  @Test
  void unavailableStore_isAnErrorOfAStrictUser_beforeTheToolRuns() {
    failOnFailures();
    bench.store.makeUnavailable("the disk is gone");

    assertThatThrownBy(() -> bench.start("out"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessage("the disk is gone");
    assertThat(bench.runs()).isZero();
    assertThat(bench.reports).isEmpty();
  }

  @Test
  void unwritableStore_givesPathsElsewhere_butServesHits() {
    bench.run("out");
    bench.store.makeUnwritable("disk full");
    assertThat(bench.run("out").status()).isEqualTo(HIT);

    RunBench.write(bench.input, "other");
    Execution execution = bench.start();
    Path out = execution.outputFile("out", false);
    bench.run(execution);

    assertDegraded(execution.report().orElseThrow(), "disk full");
    assertThat(out).hasContent("one");
    assertThat(out.startsWith(bench.work)).isTrue();
  }

  @Test
  void unwritableStoreWhoseEntryLacksAnOutput_givesThatOneElsewhere() {
    bench.run("out");
    bench.store.makeUnwritable("disk full");
    bench.tool = MemoryTool.writing("out", "two").then(MemoryTool.writing("more", "more"));
    Execution execution = bench.start("out");
    Path more = execution.outputFile("more", false);
    bench.run(execution);

    RunReport report = execution.report().orElseThrow();
    assertDegraded(report, "lacks an output");
    assertThat(more).hasContent("more");
    assertThat(bench.warnings).singleElement().asString().contains("disk full");
    assertThat(bench.entry().resolve("out")).hasContent("one");
  }

  @Test
  void entryThatVanishesWhileTheToolRunsBesideIt_isAnError_thatSaysWhereTheOutputsAre() {
    bench.run("out");
    bench.store.makeUnwritable("disk full");
    bench.tool = MemoryTool.writing("more", "more").then(call -> bench.store.remove(bench.key()));
    Execution execution = bench.start("out", "more");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(bench.work.toString())
        .hasMessageContaining(bench.entry().toString());
    assertThat(execution.report()).isEmpty();
  }

  @Test
  void storeThatFailsOnceAMissingOutputWasPromisedInTheEntry_isAnError_thatSaysWhereItIs() {
    bench.run("out");
    bench.tool = MemoryTool.writing("more", "more");
    Execution execution = bench.start("out");
    Path more = execution.outputFile("more", false);
    assertThat(more.startsWith(bench.entry())).isTrue();
    bench.store.makeUnwritable("disk full");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(bench.work.toString());
    assertThat(execution.report()).isEmpty();
  }

  @Test
  void storeThatFailsOnceANewEntryWasPromised_isAnError_thatSaysWhereTheOutputsAre() {
    Execution execution = bench.start("out");
    bench.store.makeUnwritable("disk full");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(bench.work.toString());
    assertThat(bench.warnings).singleElement().asString().contains("disk full");
  }

  @Test
  void stagingThatCannotBeOpened_hasTheToolRunElsewhere_andTheOutputsExposed() {
    bench.once("stage", () -> bench.store.makeUnwritable("disk full"));

    assertDegraded(bench.run("out"), "disk full");

    assertExposed("one");
    assertThat(bench.log)
        .containsExactly(
            "keyed", "lock", "stage", "warning", "run", "expose", "finished DEGRADED", "unlock");
  }

  @Test
  void stagingThatCannotBeOpened_isAnErrorOfAStrictUser() {
    failOnFailures();
    bench.once("stage", () -> bench.store.makeUnwritable("disk full"));
    Execution execution = bench.start("out");

    assertThatThrownBy(() -> bench.run(execution)).isInstanceOf(CacheUnavailableException.class);

    assertThat(bench.runs()).isZero();
    assertThat(bench.log).endsWith("unlock");
  }

  @Test
  void storeThatFailsAtTheCommit_hasTheOutputsExposed() {
    bench.once("commit", () -> bench.store.makeUnwritable("disk full"));

    assertDegraded(bench.run("out"), "disk full");

    assertExposed("one");
    bench.store.repair();
    assertThat(bench.run("out").status()).isEqualTo(MISS);
    assertThat(bench.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void outputsThatCannotEvenBeExposed_areAnError_thatNamesBothFailures() {
    bench.once("commit", () -> bench.store.makeUnwritable("disk full"));
    bench.once("expose", () -> bench.store.makeUnavailable("the disk is gone"));
    Execution execution = bench.start("out");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("disk full")
        .hasMessageContaining("the disk is gone")
        .hasMessageContaining(bench.entry().toString());
    assertThat(execution.report()).isEmpty();
    assertThat(bench.log).endsWith("unlock");
  }

  @Test
  void toolThatFailsSinceTheCacheIsFull_runsAgainPastTheCache_andItsOutputsAreExposed() {
    bench.tool =
        call -> {
          if (call.output().startsWith(bench.work)) {
            call.write("out", "from elsewhere");
          } else {
            bench.store.makeUnwritable("no space left on device");
            MemoryTool.failing(1).run(call);
          }
        };

    assertDegraded(bench.run("out"), "no space left on device");

    assertThat(bench.runs()).isEqualTo(2);
    assertExposed("from elsewhere");
  }

  @Test
  void toolThatFailsForItsOwnReasonWhileTheCacheIsFull_failsInTheEnd() {
    bench.tool = MemoryTool.failing(7).then(call -> {}).then(call -> {});
    bench.once("run", () -> bench.store.makeUnwritable("disk full"));

    assertThatThrownBy(() -> bench.run("out")).isInstanceOf(ToolFailedException.class);
    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.reports).isEmpty();
  }

  @Test
  void toolThatDoesNotWriteIntoTheCache_andFailsWhileItIsFull_doesNotRunAgain() {
    bench.runner =
        new FixedDirectoryRunner(
            bench.work,
            call -> {
              bench.record("run");
              bench.store.makeUnwritable("disk full");
              MemoryTool.failing(7).run(call);
            });

    assertThatThrownBy(() -> bench.run("out")).isInstanceOf(ToolFailedException.class);
    assertThat(bench.runs()).isEqualTo(1);
  }

  // --- outputs that must not be stored ---

  @Test
  void inputThatChangesWhileTheToolRuns_hasTheOutputsExposed_andNotStored() {
    bench.tool =
        MemoryTool.writing("out", "of both").then(MemoryTool.changing(bench.input, "changed"));
    Path promised = bench.entry().resolve("out");

    RunReport report = bench.run("out");

    assertDegraded(report, "changed while the tool ran");
    assertThat(report.reason()).contains(bench.input.toString());
    assertThat(promised).hasContent("of both");
    assertThat(bench.warnings).containsExactly(report.reason());
    assertThat(bench.store.list()).isEmpty();
  }

  @Test
  void executableThatChangesWhileTheToolRuns_hasTheOutputsExposed_andNotStored() {
    bench.otherContent = () -> Optional.of(Path.of("/usr/bin/tool"));

    assertDegraded(bench.run("out"), "the executable /usr/bin/tool changed");

    assertExposed("one");
  }

  @Test
  void outputsThatCannotBeAnEntry_areExposed_andTheReasonIsSaid() {
    bench.tool = LINK_OUT;

    RunReport report = bench.run("out", "link");

    assertDegraded(report, "cannot be stored");
    assertThat(report.reason()).contains("/etc/passwd");
    assertExposed("one");
    assertThat(bench.warnings).containsExactly(report.reason());
  }

  @Test
  void outputsThatCannotBeAnEntry_areAnErrorOfAStrictUser() {
    failOnFailures();
    bench.tool = LINK_OUT;

    assertThatThrownBy(() -> bench.run("out", "link"))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("/etc/passwd")
        .hasMessageContaining("kept in");

    assertThat(bench.entry()).doesNotExist();
    assertThat(bench.log).endsWith("unlock");
  }

  @Test
  void exposedOutputs_areReplacedByTheNextRun() {
    bench.tool = LINK_OUT;
    bench.run("out", "link");
    bench.tool = MemoryTool.writing("out", "sound");

    assertThat(bench.run("out").status()).isEqualTo(MISS);
    assertThat(bench.entry().resolve("out")).hasContent("sound");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
  }

  /** An execution of a container engine whose image may be replaced while the tool runs. */
  private record ImageBound(Execution base, List<ImageDigest> bound, Optional<String> change)
      implements ImageBoundExecution {

    @Override
    public void bindImage(ImageDigest image) {
      bound.add(image);
    }

    @Override
    public Optional<String> whyUnfit() {
      return change;
    }

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return base.inputFile(hostFile, resolveParent, mutable);
    }

    @Override
    public Path outputFile(String localFile, boolean optional) {
      return base.outputFile(localFile, optional);
    }

    @Override
    public Map<String, ?> params(Map<String, ?> params) {
      return base.params(params);
    }

    @Override
    public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
      base.run(command, stdout, stderr);
    }
  }

  @Test
  void imageThatIsReplacedWhileTheToolRuns_hasTheOutputsExposed_andNotStored() {
    List<ImageDigest> bound = new ArrayList<>();
    List<String> changes = new ArrayList<>(List.of("the image was pulled anew"));
    bench.runner =
        new MemoryRunner(bench.work, bench.tool) {
          @Override
          public Execution startExecution(Metadata metadata) {
            Execution base =
                new FixedDirectoryRunner(bench.work, bench.tool).startExecution(metadata);
            return new ImageBound(base, bound, changes.stream().findFirst());
          }
        };

    assertDegraded(bench.run("out"), "the image was pulled anew");

    assertExposed("one");
    changes.clear();
    assertThat(bench.run("out").status()).isEqualTo(MISS);
    assertThat(bound).hasSize(2).allMatch(ImageDigest.ofTag("")::equals);
  }

  // --- runs without a key ---

  @Test
  void imageThatCannotBeResolved_hasTheRunGoPastTheCache() {
    bench.runner =
        new MemoryRunner(bench.work, bench.tool) {
          @Override
          public ImageDigestResolver images() {
            return tag -> new Resolution.Unresolved("the engine is down");
          }
        };

    RunReport report = bench.run("out");

    assertDegraded(report, "the engine is down");
    assertThat(report.key()).isEmpty();
    assertThat(bench.log).containsExactly("warning", "finished DEGRADED");
  }

  @Test
  void variableOfTheKeyThatIsNotUnicode_hasTheRunGoPastTheCache() {
    bench.policy = bench.policy.withEnvAllowlist(Set.of("ODD"));
    bench.runner =
        new MemoryRunner(bench.work, bench.tool) {
          @Override
          public Function<String, Optional<String>> environment() {
            return name -> Optional.of("a\uFFFD");
          }
        };

    assertDegraded(bench.run("out"), "ODD");
  }
}
