package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.key.RunnerInfluence;
import dev.styxcache.domain.key.UncanonicalParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes two calls the same run. */
class SameRunTest {

  private static final String COPY = "cat \"$1\" > out.txt";

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
    bench.file("in.txt", "content");
  }

  private String copy(CachingRunner runner) {
    return bench
        .call(runner, COPY)
        .input("in.txt")
        .param("infile", "in.txt")
        .output("out.txt")
        .runAndRead();
  }

  @Test
  void sameInputs_runOnce() {
    CachingRunner runner = bench.runner();

    assertThat(copy(runner)).isEqualTo("content");
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    assertThat(copy(runner)).isEqualTo("content");

    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    assertThat(bench.events.last().saved()).isPresent();
  }

  @Test
  void otherContent_isANewRun() {
    CachingRunner runner = bench.runner();
    copy(runner);
    bench.file("in.txt", "changed");

    assertThat(copy(runner)).isEqualTo("changed");

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherParameters_areANewRun() {
    CachingRunner runner = bench.runner();
    bench.call(runner, ": > out").param("threshold", 0.5).output("out").run();
    bench.call(runner, ": > out").param("threshold", 0.6).output("out").run();
    bench.call(runner, ": > out").param("threshold", 0.5).output("out").run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void integerAndFloatingPoint_areDifferentParameters() {
    CachingRunner runner = bench.runner();
    bench.call(runner, ": > out").param("n", 1).output("out").run();
    bench.call(runner, ": > out").param("n", 1.0).output("out").run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherToolId_isANewRun() {
    CachingRunner runner = bench.runner();
    bench.call(runner, ": > out").output("out").run();
    bench
        .call(runner, ": > out")
        .metadata(Metadata.of("tool.v2", "tool", "demo"))
        .output("out")
        .run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherImageDigest_isANewRun_thoughTheTagStayed() {
    Metadata tool = Bench.TOOL.withImage("lab/tool:latest");
    for (String digest : List.of("docker:sha256:aa", "docker:sha256:bb", "docker:sha256:aa")) {
      CachingRunner runner =
          bench.builder().images(tag -> new Resolution.Resolved(new ImageDigest(digest))).build();
      bench.call(runner, ": > out").metadata(tool).output("out").run();
    }

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherValueOfAnAllowListedVariable_isANewRun_andOfAnyOtherVariableIsNot() {
    Map<String, String> environment = new java.util.HashMap<>(Map.of("SEED", "1", "HOME", "/a"));
    CachingRunner runner =
        CachingRunner.around(new OtherEnvironment(bench.base(), environment))
            .store(bench.store())
            .workingDirectory(bench.work)
            .policy(CachePolicy.defaults().withEnvAllowlist(Set.of("SEED")))
            .build();
    copy(runner);
    environment.put("HOME", "/b");
    copy(runner);
    assertThat(bench.runs()).isEqualTo(1);

    environment.put("SEED", "2");
    copy(runner);
    environment.remove("SEED");
    copy(runner);

    assertThat(bench.runs()).isEqualTo(3);
  }

  @Test
  void otherValueThatTheRunnerGivesAnAllowListedVariable_isANewRun() {
    List<String> seen = new ArrayList<>();
    for (String value : List.of("1", "2", "1")) {
      CachingRunner runner =
          CachingRunner.around(bench.base(Map.of("SEED", value)))
              .store(bench.store())
              .workingDirectory(bench.work)
              .policy(CachePolicy.defaults().withEnvAllowlist(Set.of("SEED")))
              .build();
      seen.add(bench.call(runner, "printf $SEED > out").output("out").runAndRead());
    }

    assertThat(seen).containsExactly("1", "2", "1");
    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherValueOfAVariableThatTheRunnerGives_isANewRun_thoughItIsNotListed() {
    List<String> seen = new ArrayList<>();
    for (String value : List.of("1", "2", "1")) {
      CachingRunner runner =
          CachingRunner.around(bench.base(Map.of("SEED", value)))
              .store(bench.store())
              .workingDirectory(bench.work)
              .build();
      seen.add(bench.call(runner, "printf $SEED > out").output("out").runAndRead());
    }

    assertThat(seen).containsExactly("1", "2", "1");
    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void listedVariableThatIsSetButEmpty_isANewRun_besideOneThatIsNotSet() {
    Map<String, String> environment = new java.util.HashMap<>();
    CachingRunner runner =
        CachingRunner.around(new OtherEnvironment(bench.base(), environment))
            .store(bench.store())
            .workingDirectory(bench.work)
            .policy(CachePolicy.defaults().withEnvAllowlist(Set.of("SEED")))
            .build();
    copy(runner);
    environment.put("SEED", "");
    copy(runner);
    environment.remove("SEED");
    copy(runner);

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void otherEngineArgument_isANewRun_unlessThePolicySaysThatItCannotMatter() {
    CachePolicy policy =
        CachePolicy.builder().unkeyedArguments(Set.of("--gpus", "--quiet")).build();
    List<List<String>> given =
        List.of(
            List.of(),
            List.of("--gpus=all", "--quiet"),
            List.of("--gpus=0"),
            List.of("--env=A=1"),
            List.of("--env=A=2", "--gpus=0"),
            List.of("--gpus", "all"));
    List<Long> runs = new ArrayList<>();
    for (List<String> arguments : given) {
      copy(
          CachingRunner.around(new OtherArguments(bench.base(), arguments))
              .store(bench.store())
              .workingDirectory(bench.work)
              .policy(policy)
              .build());
      runs.add(bench.runs());
    }

    assertThat(runs).containsExactly(1L, 1L, 1L, 2L, 3L, 4L);
  }

  /** A runner whose engine is given further arguments. */
  private record OtherArguments(Runner base, List<String> arguments) implements Runner {

    @Override
    public Execution startExecution(Metadata metadata) {
      return base.startExecution(metadata);
    }

    @Override
    public RunnerInfluence influence(Set<String> listed) {
      return new RunnerInfluence(Map.of(), arguments);
    }
  }

  /** A runner whose tools see other variables. */
  private record OtherEnvironment(Runner base, Map<String, String> variables) implements Runner {

    @Override
    public Execution startExecution(Metadata metadata) {
      return base.startExecution(metadata);
    }

    @Override
    public Function<String, Optional<String>> environment() {
      return name -> Optional.ofNullable(variables.get(name));
    }
  }

  @Test
  void otherExtraField_isANewRun() {
    copy(bench.runner(CachePolicy.defaults().withExtra(Map.of("lab", "1"))));
    copy(bench.runner(CachePolicy.defaults().withExtra(Map.of("lab", "2"))));
    copy(bench.runner());

    assertThat(bench.runs()).isEqualTo(3);
  }

  @Test
  void equalContentUnderAnotherPath_isAHit() {
    CachingRunner runner = bench.runner();
    copy(runner);
    bench.file("elsewhere/other.txt", "content");

    String content =
        bench
            .call(runner, COPY)
            .input("elsewhere/other.txt")
            .param("infile", "elsewhere/other.txt")
            .output("out.txt")
            .runAndRead();

    assertThat(content).isEqualTo("content");
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void equalContentUnderAnotherName_isAMiss_whenNamesAreInTheKey() {
    CachingRunner runner = bench.runner(CachePolicy.defaults().withInputNames(true));
    copy(runner);
    bench.file("sub-02.txt", "content");

    bench
        .call(runner, COPY)
        .input("sub-02.txt")
        .param("infile", "sub-02.txt")
        .output("out.txt")
        .run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void nestedListsOfMapsWithPaths_work() {
    CachingRunner runner = bench.runner();
    bench.file("a/mask.txt", "mask");
    bench.file("b/mask.txt", "mask");
    for (String mask : List.of("a/mask.txt", "b/mask.txt", "./a//mask.txt")) {
      bench
          .call(runner, COPY)
          .input(mask)
          .param(
              "stages", List.of(Map.of("metrics", List.of(Map.of("mask", Path.of(mask), "n", 1)))))
          .output("out.txt")
          .run();
    }

    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void changedSiblingUnderResolveParent_isAMiss() {
    CachingRunner runner = bench.runner();
    bench.file("pair/a.hdr", "header");
    bench.file("pair/a.img", "image");
    bench.call(runner, COPY).inputWithParent("pair/a.hdr").output("out.txt").run();
    bench.file("pair/a.img", "other image");

    bench.call(runner, COPY).inputWithParent("pair/a.hdr").output("out.txt").run();

    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void anotherFileOfTheSameParent_isNeverGivenTheFirstOnesOutput() {
    CachingRunner runner = bench.runner();
    bench.file("in/a.nii", "A");
    bench.file("in/b.nii", "B");

    String first =
        bench
            .call(runner, COPY)
            .inputWithParent("in/a.nii")
            .param("x", "in/a.nii")
            .output("out.txt")
            .runAndRead();
    String second =
        bench
            .call(runner, COPY)
            .inputWithParent("in/b.nii")
            .param("x", "in/b.nii")
            .output("out.txt")
            .runAndRead();

    assertThat(first).isEqualTo("A");
    assertThat(second).isEqualTo("B");
  }

  @Test
  void parameterThatHasNoCanonicalForm_isAnErrorThatNamesItsPlace() {
    CachingRunner runner = bench.runner();

    assertThatThrownBy(
            () ->
                bench
                    .call(runner, ": > out")
                    .param("stages", List.of(Map.of("metrics", new Object())))
                    .output("out")
                    .run())
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("stages[0].metrics")
        .hasMessageContaining("java.lang.Object");
    assertThat(bench.runs()).isZero();
    assertThat(Files.exists(bench.data)).isFalse();
  }

  @Test
  void inputDeclaredAfterAnOutput_isAnErrorInTheCaller() {
    var execution = bench.runner().startExecution(Bench.TOOL);
    execution.outputFile("out", false);

    assertThatThrownBy(() -> execution.inputFile(Path.of("in.txt"), false, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in.txt");
  }
}
