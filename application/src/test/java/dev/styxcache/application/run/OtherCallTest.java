package dev.styxcache.application.run;

import static dev.styxcache.application.api.RunReport.Status.DEGRADED;
import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.MemoryHasher;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls of one key that are not the same call: with another command, or another executable. */
class OtherCallTest {

  private final RunBench bench = new RunBench();

  /** A file of this machine that every command of the bench runs. */
  private Path executable(RunBench of) {
    Path executable = of.work.resolve("tool");
    RunBench.write(executable, "version 1");
    of.runner =
        new MemoryRunner(of.work, call -> of.runTool(call)) {
          @Override
          public Optional<Path> executable(String command) {
            return Optional.of(executable);
          }
        };
    return executable;
  }

  @Test
  void anotherExecutable_isAMiss_thatReplacesTheEntryHereAndInTheRemoteStore() {
    Path executable = executable(bench);
    bench.withRemote();
    bench.run("out");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
    RunBench.write(executable, "version 2");
    bench.tool = MemoryTool.writing("out", "two");

    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("executable changed");
    assertThat(bench.entry().resolve("out")).hasContent("two");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
    RunBench other = new RunBench(bench.place);
    other.withRemote();
    other.run("out");
    assertThat(other.entry().resolve("out")).hasContent("two");
  }

  @Test
  void anotherExecutable_runsPastACacheThatIsOnlyRead() {
    Path executable = executable(bench);
    bench.run("out");
    RunBench reader = bench.anotherProcess();
    executable(reader);
    RunBench.write(executable, "version 2");
    reader.policy = reader.policy.withMode(CacheMode.READ_ONLY);
    Execution execution = reader.start();
    Path out = execution.outputFile("out", false);
    reader.run(execution);

    assertThat(execution.report().orElseThrow().status()).isEqualTo(MISS);
    assertThat(out.startsWith(reader.work)).isTrue();
    assertThat(bench.entry().resolve("out")).hasContent("one");
  }

  @Test
  void anotherExecutable_whoseEntryCannotBeReplacedAnyMore_isAnErrorBeforeTheToolRuns() {
    Path executable = executable(bench);
    bench.run("out");
    RunBench.write(executable, "version 2");
    Execution execution = bench.start("out");
    bench.store.makeUnwritable("disk full");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("cannot be replaced");
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void executableThatChangesWhileTheToolRuns_hasTheOutputsExposed_andNotStored() {
    Path executable = executable(bench);
    bench.tool =
        MemoryTool.writing("out", "one").then(MemoryTool.changing(executable, "version 2"));

    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(DEGRADED);
    assertThat(report.reason()).contains(executable.toString());
    assertThat(bench.entry().resolve("out")).hasContent("one");
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
  }

  private RunReport run(RunBench of, Path input, String... command) {
    Execution execution = of.coordinator().start(RunBench.TOOL);
    execution.params(Map.of("level", 1));
    String seen = execution.inputFile(input, false, false);
    execution.outputFile("out", false);
    List<String> given = new ArrayList<>();
    for (String argument : command) {
      given.add(argument.replace("IN", seen));
    }
    execution.run(given, OutputHandler.discard(), OutputHandler.discard());
    return execution.report().orElseThrow();
  }

  @Test
  void anotherCommandUnderOneKey_isAMiss_thatReplacesTheEntryHereAndInTheRemoteStore() {
    bench.withRemote();
    run(bench, bench.input, "sort", "-r", "IN");
    bench.tool = MemoryTool.writing("out", "two");

    RunReport report = run(bench, bench.input, "sort", "IN");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("command changed");
    assertThat(bench.entry().resolve("out")).hasContent("two");
    assertThat(run(bench, bench.input, "sort", "IN").status()).isEqualTo(HIT);
    RunBench other = new RunBench(bench.place);
    other.withRemote();
    assertThat(run(other, other.input, "sort", "IN").status()).isEqualTo(HIT);
    assertThat(other.entry().resolve("out")).hasContent("two");
  }

  @Test
  void equalCommandWithTheInputElsewhere_isAHit() {
    run(bench, bench.input, "sort", "--in=IN", "IN,IN", "IN:ro", "-iIN");
    Path moved = bench.work.resolve("elsewhere").resolve("other name");
    RunBench.write(moved, RunBench.read(bench.input));

    RunReport report = run(bench, moved, "sort", "--in=IN", "IN,IN", "IN:ro", "-iIN");

    assertThat(report.status()).isEqualTo(HIT);
  }

  @Test
  void anotherCommand_inACacheThatIsOnlyRead_isAnErrorBeforeTheToolRuns() {
    run(bench, bench.input, "sort", "-r", "IN");
    RunBench reader = bench.anotherProcess();
    reader.policy = reader.policy.withMode(CacheMode.READ_ONLY);

    assertThatThrownBy(() -> run(reader, reader.input, "sort", "IN"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("command changed")
        .hasMessageContaining("cannot be replaced");
    assertThat(reader.runs()).isZero();
  }

  @Test
  void commandOfACallWhoseKeyHasIt_isNotCompared() {
    bench.callIsInKey = true;
    run(bench, bench.input, "sort", "-r", "IN");

    assertThat(run(bench, bench.input, "sort", "IN").status()).isEqualTo(HIT);
  }

  @Test
  void runThatAddsOutputs_andMadeOtherContents_replacesTheEntry_andWarns() {
    bench.withRemote();
    bench.tool = MemoryTool.writing("out", "one").then(MemoryTool.writing("only", "first"));
    bench.run("out");
    bench.tool = MemoryTool.writing("out", "two").then(MemoryTool.writing("more", "more"));

    assertThat(bench.run("out", "more").status()).isEqualTo(MISS);

    assertThat(bench.entry().resolve("out")).hasContent("two");
    assertThat(bench.entry().resolve("only")).doesNotExist();
    assertThat(bench.warnings).singleElement().asString().contains("not deterministic", "out");
    RunBench other = new RunBench(bench.place);
    other.withRemote();
    assertThat(other.run("out", "more").status()).isEqualTo(HIT);
    assertThat(other.entry().resolve("out")).hasContent("two");
  }

  @Test
  void settingsOfAVirtualEnvironment_arePartOfTheExecutable() throws IOException {
    Path python = bench.work.resolve("venv").resolve("bin").resolve("python");
    RunBench.write(python, "the interpreter");
    ExecutableDigests digests =
        new ExecutableDigests(
            new MemoryRunner(bench.work, call -> {}) {
              @Override
              public Optional<Path> executable(String command) {
                return Optional.of(python);
              }

              @Override
              public Optional<Path> settingsBeside(Path executable) {
                return Optional.of(executable.resolveSibling("../pyvenv.cfg").normalize())
                    .filter(Files::exists);
              }
            },
            new MemoryHasher());
    List<ContentHash> seen = new ArrayList<>();
    for (String settings : List.of("", "home = /usr", "home = /opt")) {
      if (!settings.isEmpty()) {
        RunBench.write(bench.work.resolve("venv").resolve("pyvenv.cfg"), settings);
      }
      seen.add(digests.of(List.of("python")).content().orElseThrow().hash());
    }
    assertThat(seen).doesNotHaveDuplicates();
    Files.delete(bench.work.resolve("venv").resolve("pyvenv.cfg"));
    assertThat(digests.of(List.of("python")).content().orElseThrow().hash()).isEqualTo(seen.get(0));
  }
}
