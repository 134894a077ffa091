package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every runner promises of declarations, whether it runs anything or not. A subclass gives the
 * runner.
 */
public abstract class ExecutionContract {

  /** Everything that a test makes is in here. */
  @TempDir protected Path scratch;

  /** Makes the runner that is tested. */
  protected abstract Runner runner(RunnerSettings settings);

  /** A command that this runner carries out, if it does, without a failure. */
  protected abstract List<String> harmless();

  /** The tool that is run; one with an image for a runner that needs one. */
  protected Metadata tool() {
    return Metadata.of("contract/1.0", "tool", "styxcache");
  }

  /** Settings whose directories are in {@link #scratch}, with variables for the tool. */
  protected RunnerSettings settings(Map<String, String> environment) {
    return settingsWith(Map.of("environ", environment));
  }

  /** Settings whose directories are in {@link #scratch}, with options of the runner. */
  protected RunnerSettings settingsWith(Map<String, Object> options) {
    return new RunnerSettings(
        workingDirectory(), dataDirectory(), InheritedVariables.all(), options);
  }

  /** Where relative paths start from. */
  protected Path workingDirectory() {
    return scratch.resolve("work");
  }

  /** Where output directories are made. */
  protected Path dataDirectory() {
    return scratch.resolve("data");
  }

  /** An execution of a new runner. */
  protected Execution execution() {
    return runner(settings(Map.of())).startExecution(tool());
  }

  @BeforeEach
  void makeWorkingDirectory() throws IOException {
    Files.createDirectory(workingDirectory());
  }

  @Test
  void execution_whenItIsNeverRun_leavesNothingBehind() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("input.txt"), "content");
    Execution execution = execution();
    execution.params(Map.of("infile", "input.txt"));
    execution.inputFile(input, true, false);
    execution.outputFile("out.txt", false);
    execution.outputFile("sub/out.txt", true);
    try (Stream<Path> files = Files.walk(scratch)) {
      assertThat(files).containsExactlyInAnyOrder(scratch, workingDirectory(), input);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../x",
        "./../x",
        "a/../../x",
        "a/../..",
        "/",
        "/x",
        "//x",
        "nul\0byte",
        "\0"
      })
  void outputFile_whenTheNameLeadsOutOrIsNone_isRefused(String name) {
    Execution execution = execution();
    assertThatThrownBy(() -> execution.outputFile(name, false))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("output")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\0"));
    assertThatThrownBy(() -> execution.outputFile(name, true))
        .isInstanceOf(InvalidOutputException.class);
  }

  @Test
  void outputFile_whenTheNameStaysInside_isBelowTheOutputDirectory() {
    Execution execution = execution();
    Path root = execution.outputFile(".", false);
    assertThat(execution.outputFile("x", false)).isEqualTo(root.resolve("x"));
    assertThat(execution.outputFile("./x", true)).isEqualTo(root.resolve("x"));
    assertThat(execution.outputFile("a/../x", true)).isEqualTo(root.resolve("x"));
    assertThat(execution.outputFile("a/b c/x.nii.gz", false))
        .isEqualTo(root.resolve("a").resolve("b c").resolve("x.nii.gz"));
    assertThat(execution.outputFile("..hidden", false)).isEqualTo(root.resolve("..hidden"));
    assertThat(execution.outputFile("a/..", false)).isEqualTo(root);
    assertThat(root).isAbsolute();
  }

  @Test
  void params_areGivenBackWithTheirNulls() {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("threshold", 0.5);
    params.put("mask", null);
    params.put("nested", List.of(Map.of("a", List.of(1, 2))));
    assertThat(execution().params(params)).isEqualTo(params);
  }

  @Test
  void inputFile_afterAnOutput_isRefused() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("input.txt"), "content");
    Execution execution = execution();
    execution.outputFile("x", false);
    assertThatThrownBy(() -> execution.inputFile(input, false, false))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> execution.params(Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void declarations_afterTheRun_areRefused() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("input.txt"), "content");
    Execution execution = execution();
    execution.run(harmless(), OutputHandler.discard(), OutputHandler.discard());
    assertThatThrownBy(() -> execution.inputFile(input, false, false))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> execution.params(Map.of())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void run_aSecondTime_isRefused() {
    Execution execution = execution();
    execution.run(harmless(), OutputHandler.discard(), OutputHandler.discard());
    assertThatThrownBy(
            () -> execution.run(harmless(), OutputHandler.discard(), OutputHandler.discard()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void run_whenTheCommandIsEmpty_saysSo() {
    for (List<String> empty : List.of(List.<String>of(), List.of(""), List.of("", "x"))) {
      Execution execution = execution();
      assertThatThrownBy(
              () -> execution.run(empty, OutputHandler.discard(), OutputHandler.discard()))
          .isInstanceOf(ToolNotStartedException.class)
          .hasMessageContaining("empty");
    }
    assertThat(dataDirectory()).doesNotExist();
  }

  @Test
  void optionsThatTheRunnerDoesNotKnow_areRefusedWithTheNearestName() {
    assertThatThrownBy(() -> runner(settingsWith(Map.of("environs", Map.of()))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environs")
        .hasMessageContaining("\"environ\"");
  }

  @Test
  void run_tellsBothHandlersOnceThatTheirStreamsHaveEnded() {
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    execution().run(harmless(), stdout, stderr);
    assertThat(stdout.ends()).isEqualTo(1);
    assertThat(stderr.ends()).isEqualTo(1);
  }
}
