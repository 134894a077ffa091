package dev.styxcache.application.run;

import static dev.styxcache.application.api.RunReport.Status.DEGRADED;
import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.MutableCopyException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.testing.FixedDirectoryRunner;
import dev.styxcache.testing.MemoryHasher;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs whose tool writes to the copy of an input. */
class MutableRunsTest {

  private static final MemoryTool APPENDING =
      call -> Files.writeString(call.inputs().get(0), Files.readString(call.inputs().get(0)) + "+");

  private final RunBench bench = new RunBench();

  MutableRunsTest() {
    bench.tool = APPENDING;
  }

  private record Outcome(RunReport report, Path copy) {}

  private Outcome run(RunBench machine) {
    Execution execution = machine.coordinator().start(RunBench.TOOL);
    execution.inputFile(machine.input, false, true);
    Path copy = execution.mutableCopy(machine.input);
    machine.run(execution);
    assertThat(machine.input).hasContent("content");
    return new Outcome(execution.report().orElseThrow(), copy);
  }

  private static KeyedRun keyed(RunBench machine) {
    RunDeclaration declared = new RunDeclaration(RunBench.TOOL, machine.work);
    declared.add(declared.input(machine.input, false, true), "in");
    return new KeyMaker(machine.runner, machine.policy, new MemoryHasher(), machine.runner.images())
        .key(declared);
  }

  /** Stores an entry as version 0.1.0 did, with what it changed in place left out. */
  private static void storeOfVersion010(RunBench machine) throws IOException {
    KeyedRun keyed = keyed(machine);
    try (Staging staging = machine.store.stage(keyed.key())) {
      Files.writeString(staging.directory().resolve("in"), "of another meaning");
      staging.commit(
          new RunRecord(
              keyed.canonicalText(),
              RunBench.TOOL,
              keyed.payload().image(),
              List.of("tool"),
              RunBench.START,
              Duration.ofSeconds(1),
              Set.of()));
    }
  }

  @Test
  void copy_isInTheEntry_howeverTheRunnerPlacesItsOutputs() {
    for (MemoryRunner runner :
        List.of(
            new MemoryRunner(bench.work, APPENDING),
            new FixedDirectoryRunner(bench.work, APPENDING))) {
      RunBench machine = new RunBench();
      machine.runner =
          runner instanceof FixedDirectoryRunner
              ? new FixedDirectoryRunner(machine.work, APPENDING)
              : new MemoryRunner(machine.work, APPENDING);
      for (RunReport.Status expected : List.of(MISS, HIT)) {
        Outcome outcome = run(machine);
        assertThat(outcome.report().status()).isEqualTo(expected);
        assertThat(outcome.copy())
            .isEqualTo(outcome.report().entry().orElseThrow().resolve("in"))
            .hasContent("content+");
      }
    }
  }

  @Test
  void entryOfAVersionThatChangedInputsInPlace_isAMiss_andReplaced() throws IOException {
    storeOfVersion010(bench);

    Outcome first = run(bench);

    assertThat(first.report().status()).isEqualTo(MISS);
    assertThat(first.report().reason()).isEqualTo(HitPolicy.NO_COPIES);
    assertThat(first.copy()).hasContent("content+");
    assertThat(run(bench).report().status()).isEqualTo(HIT);
  }

  @Test
  void entryOfAVersionThatChangedInputsInPlace_isLeftAlone_whereTheCacheIsReadOnly()
      throws IOException {
    storeOfVersion010(bench);
    bench.policy = bench.policy.withMode(CacheMode.READ_ONLY);

    Outcome outcome = run(bench);

    assertThat(outcome.report().status()).isEqualTo(MISS);
    assertThat(outcome.copy()).hasContent("content+").startsWith(bench.work);
    assertThat(bench.store.directoryOf(keyed(bench).key()).resolve("in"))
        .hasContent("of another meaning");
  }

  @Test
  void remoteEntryOfAVersionThatChangedInputsInPlace_isReplacedForAll() throws IOException {
    RunBench old = new RunBench(bench.place);
    old.withRemote();
    storeOfVersion010(old);
    old.coordinator().components().pushTier().orElseThrow().push(keyed(old).key(), false, w -> {});
    bench.withRemote();
    RunBench third = new RunBench(bench.place);
    third.withRemote();

    assertThat(run(bench).report().status()).isEqualTo(MISS);

    Outcome fetched = run(third);
    assertThat(fetched.report().status()).isEqualTo(HIT);
    assertThat(fetched.copy()).hasContent("content+");
  }

  @Test
  void inputThatChangesWhileTheToolRuns_isNotStored() {
    bench.tool = APPENDING.then(call -> RunBench.write(bench.input, "changed"));
    Execution execution = bench.coordinator().start(RunBench.TOOL);
    execution.inputFile(bench.input, false, true);
    Path copy = execution.mutableCopy(bench.input);

    bench.run(execution);

    assertThat(execution.report().orElseThrow().status()).isEqualTo(DEGRADED);
    assertThat(execution.report().orElseThrow().reason()).contains("changed while");
    assertThat(copy).hasContent("content+");
  }

  /** A runner that finds no room for copies in the cache. */
  private MemoryRunner withoutRoomInTheCache() {
    return new MemoryRunner(bench.work, bench::runTool) {
      @Override
      public Execution startExecution(Metadata metadata) {
        return new FullDisk((RedirectableExecution) super.startExecution(metadata));
      }
    };
  }

  private static final class FullDisk implements RedirectableExecution {

    private final RedirectableExecution base;
    private boolean redirected;

    FullDisk(RedirectableExecution base) {
      this.base = base;
    }

    @Override
    public void redirectOutput(Path directory) {
      redirected = true;
      base.redirectOutput(directory);
    }

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return base.inputFile(hostFile, resolveParent, mutable);
    }

    @Override
    public Path mutableCopy(Path hostFile) {
      return base.mutableCopy(hostFile);
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
      if (redirected) {
        throw new MutableCopyException("no space left on device", new IOException("ENOSPC"));
      }
      base.run(command, stdout, stderr);
    }
  }

  @Test
  void copyForWhichTheCacheHasNoRoom_isMadeElsewhere_andTheToolRunsOnce() {
    bench.runner = withoutRoomInTheCache();

    Outcome outcome = run(bench);

    assertThat(outcome.report().status()).isEqualTo(DEGRADED);
    assertThat(outcome.report().reason()).contains("no space left");
    assertThat(outcome.copy()).hasContent("content+");
    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.warnings).singleElement().asString().contains("no space left");
  }

  @Test
  void copyForWhichTheCacheHasNoRoom_isAnErrorOfAStrictUser() {
    bench.runner = withoutRoomInTheCache();
    bench.policy = bench.policy.withFailures(CacheFailures.FAIL);

    assertThatThrownBy(() -> run(bench))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("no space left");
    assertThat(bench.runs()).isZero();
  }

  /** A runner whose copies are not where its outputs are. */
  @Test
  void copyThatIsElsewhere_isNotStored() {
    bench.runner =
        new MemoryRunner(bench.work, bench::runTool) {
          @Override
          public Execution startExecution(Metadata metadata) {
            RedirectableExecution base = (RedirectableExecution) super.startExecution(metadata);
            return new Misplaced(base, bench.work.resolve("elsewhere"));
          }
        };
    Execution execution = bench.coordinator().start(RunBench.TOOL);
    execution.inputFile(bench.input, false, true);

    bench.run(execution);

    assertThat(execution.report().orElseThrow().status()).isEqualTo(DEGRADED);
    assertThat(execution.report().orElseThrow().reason()).contains("did not copy");
  }

  private record Misplaced(RedirectableExecution base, Path elsewhere)
      implements RedirectableExecution {

    @Override
    public void redirectOutput(Path directory) {
      base.redirectOutput(directory);
    }

    @Override
    public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
      return base.inputFile(hostFile, resolveParent, mutable);
    }

    @Override
    public Path mutableCopy(Path hostFile) {
      return elsewhere.resolve(hostFile.getFileName());
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
}
