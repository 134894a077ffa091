package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java caller makes the key before the command is known, so the manifest has the executable. */
class AnotherExecutableTest {

  @TempDir Path directory;
  private Bench bench;
  private Path tool;

  @BeforeEach
  void makeBench() throws IOException {
    bench = new Bench(directory);
    tool = bench.work.resolve("tool");
    install("one");
  }

  private void install(String text) throws IOException {
    install(tool, text);
  }

  private static void install(Path path, String text) throws IOException {
    Files.deleteIfExists(path);
    Files.writeString(path, "#!/bin/sh\necho " + text + " > out\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Ran(Path output, RunReport report) {}

  private Ran run(Runner runner, Path command) {
    Execution execution = runner.startExecution(Bench.TOOL);
    execution.params(Map.of("x", 1));
    Path output = execution.outputFile("out", false);
    execution.run(List.of(command.toString()), OutputHandler.discard(), OutputHandler.discard());
    return new Ran(output, execution.report().orElseThrow());
  }

  @Test
  void sameExecutable_isAHit_andTheManifestNamesItsDigest() {
    CacheKey key = run(bench.runner(), tool).report().key().orElseThrow();

    assertThat(run(bench.runner(), tool).report().status()).isEqualTo(Status.HIT);
    assertThat(bench.runner().cache().find(key).orElseThrow().manifest().orElseThrow().executable())
        .isPresent();
  }

  @Test
  void upgradedExecutable_isAMiss_whichReplacesTheEntry() throws IOException {
    run(bench.runner(), tool);
    install("two");

    Ran upgraded = run(bench.runner(), tool);

    assertThat(upgraded.report().status()).isEqualTo(Status.MISS);
    assertThat(upgraded.report().reason()).contains("the executable changed");
    assertThat(upgraded.output()).hasContent("two");
    assertThat(run(bench.runner(), tool).report().status()).isEqualTo(Status.HIT);
    bench.assertNothingInProgress();
  }

  @Test
  void upgradeWithinOneProcess_isNoticed() throws IOException {
    Runner runner = bench.runner();
    run(runner, tool);
    install("two");
    assertThat(run(runner, tool).output()).hasContent("two");
    install("one");
    assertThat(run(runner, tool).output()).hasContent("one");
  }

  @Test
  void equalExecutableElsewhere_isAHit() throws IOException {
    run(bench.runner(), tool);
    Path copy = Files.createDirectory(bench.work.resolve("elsewhere")).resolve(tool.getFileName());
    Files.copy(tool, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(run(bench.runner(), copy).report().status()).isEqualTo(Status.HIT);
  }

  @Test
  void missingExecutable_isNoReasonForAMiss() throws IOException {
    run(bench.runner(), tool);
    Files.delete(tool);

    assertThat(run(bench.runner(), tool).report().status()).isEqualTo(Status.HIT);
  }

  @Test
  void upgradedExecutable_withAReadOnlyCache_runsElsewhere_andTheEntryStays() throws IOException {
    run(bench.runner(), tool);
    install("two");

    Ran upgraded = run(bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY)), tool);

    assertThat(upgraded.report().status()).isEqualTo(Status.MISS);
    assertThat(upgraded.output()).startsWith(bench.data).hasContent("two");
    install("one");
    assertThat(run(bench.runner(), tool).report().status()).isEqualTo(Status.HIT);
  }

  @Test
  void anotherCommand_withAReadOnlyCache_isRefused_sinceThePathsAreReturned() throws IOException {
    run(bench.runner(), tool);
    Path other = bench.work.resolve("other");
    install(other, "two");
    Runner readOnly = bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY));

    assertThatThrownBy(() -> run(readOnly, other))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("changed")
        .hasMessageContaining("cannot be replaced");
  }

  @Test
  void executableInTheKey_isNotInTheManifest() {
    Runner runner = bench.builder().executableInKey(true).build();
    CacheKey key = run(runner, tool).report().key().orElseThrow();

    assertThat(bench.runner().cache().find(key).orElseThrow().manifest().orElseThrow().executable())
        .isEmpty();
  }
}
