package dev.styxcache.adapter.runner.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.contract.ContainerImagesContract;
import dev.styxcache.testing.contract.RunnerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every runner promises that runs tools in containers, on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContainerRunnerContract extends RunnerContract {

  @TempDir static Path images;

  protected final RealEngine engine;
  private String image = "";

  protected ContainerRunnerContract(RealEngine engine) {
    this.engine = engine;
  }

  @BeforeAll
  void makeImage() {
    engine.require();
    image = engine.newImageName(images);
    engine.makeImage(image, "1");
  }

  @AfterAll
  void removeImage() {
    if (!image.isEmpty()) {
      engine.removeImage(image);
    }
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(engine.leftovers()).isEmpty();
  }

  @Override
  protected Runner runner(RunnerSettings settings) {
    return engine.runner(settings);
  }

  @Override
  protected Metadata tool() {
    return tool(image);
  }

  private static Metadata tool(String image) {
    return new Metadata("contract/1.0", "tool", "styxcache", Optional.of(image));
  }

  @Override
  protected List<String> shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return command;
  }

  private Execution execution(RunnerSettings settings) {
    return runner(settings).startExecution(tool());
  }

  // --- mounts ---

  static List<String> awkwardNames() {
    return List.of(
        "with space",
        "comma,readonly",
        ",",
        "quote\"s",
        "\"",
        "\"\"",
        "it's",
        "a:b:ro",
        "a=b",
        "source=x",
        "line\nfeed",
        "\n",
        "tab\tand\rreturn",
        "-n",
        "--mount",
        "größe 脑 \ud83e\udde0",
        "back\\slash",
        "$(id)`id`$HOME",
        "*",
        "#x",
        "a\",\"source=.\",\"target=leak",
        "a,source=..,target=leak",
        " leading and trailing ");
  }

  @Test
  void inputs_areMountedToTheLetter_whateverTheirNames() throws IOException {
    // One run for all of them: a container takes its time.
    Execution execution = execution();
    List<String> seen = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (String name : awkwardNames()) {
      Path folder = Files.createDirectory(scratch.resolve("d" + name));
      Path file = Files.writeString(folder.resolve(name), "content of " + name);
      seen.add(execution.inputFile(file, false, false));
      seen.add(execution.inputFile(file, true, false));
      seen.add(execution.inputFile(folder, false, false) + "/" + name);
      expected.append(("content of " + name).repeat(3));
    }
    assertThat(seen).allMatch(path -> path.startsWith("/styx_input/"));
    assertThat(output(execution, "cat \"$@\"", seen.toArray(String[]::new)))
        .isEqualTo(expected.toString());
  }

  @Test
  void inputs_areSeenAtTheirNumberAndName() throws IOException {
    Path file = Files.writeString(workingDirectory().resolve("t1.nii"), "x");
    Execution execution = execution();
    assertThat(execution.inputFile(file, false, false)).isEqualTo("/styx_input/0/t1.nii");
    assertThat(execution.inputFile(file, true, true)).isEqualTo("/styx_output/t1.nii");
    assertThat(execution.inputFile(file, true, false)).isEqualTo("/styx_input/1/t1.nii");
    assertThat(execution.inputFile(workingDirectory(), false, false))
        .isEqualTo("/styx_input/2/work");
  }

  @Test
  void inputs_cannotBeWrittenTo_andOfMutableOnesTheCopyIs() throws IOException {
    Path fixed = Files.writeString(workingDirectory().resolve("fixed"), "before");
    Path beside = Files.writeString(workingDirectory().resolve("beside"), "before");
    Path mutable = Files.writeString(scratch.resolve("mutable"), "before");
    Execution execution = execution();
    String[] seen = {
      execution.inputFile(fixed, false, false),
      execution.inputFile(beside, true, false),
      execution.inputFile(mutable, false, true)
    };
    run(
        execution,
        "for f; do (printf after >\"$f\") || :; done; rm -f \"$2\"; (: >\"${2%/*}/new\") || :",
        seen);
    assertThat(fixed).hasContent("before");
    assertThat(beside).hasContent("before");
    assertThat(workingDirectory().resolve("new")).doesNotExist();
    assertThat(mutable).hasContent("before");
    assertThat(execution.mutableCopy(mutable)).hasContent("after");
  }

  @Test
  void inputs_throughALinkAndBack_areWhatTheSystemSays() throws IOException {
    Path elsewhere = Files.createDirectories(scratch.resolve("elsewhere/deep"));
    Files.writeString(scratch.resolve("elsewhere/file"), "right");
    Files.writeString(workingDirectory().resolve("file"), "wrong");
    Files.createSymbolicLink(workingDirectory().resolve("link"), elsewhere);
    Execution execution = execution();
    String seen = execution.inputFile(Path.of("link/../file"), false, false);
    assertThat(output(execution, "cat \"$1\"", seen)).isEqualTo("right");
  }

  @Test
  void names_thatNoEngineCanBeTold_areRefusedByName() throws IOException {
    Path file = Files.writeString(workingDirectory().resolve("a\r\nb"), "x");
    assertThatThrownBy(() -> execution().inputFile(file, false, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a\r\nb")
        .hasMessageContaining("rename");
    Path directory = Files.createDirectory(scratch.resolve("out\r\nput"));
    Execution execution = execution();
    ((RedirectableExecution) execution).redirectOutput(directory);
    assertThatThrownBy(() -> run(execution, ":"))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("out\r\nput");
  }

  @Test
  void outputs_comeToStandInDirectoriesOfAnyName() throws IOException {
    for (String name : List.of("a,b \"c\"", "x\n:=", "größe")) {
      Path directory = Files.createDirectory(scratch.resolve(name));
      Execution execution = execution();
      ((RedirectableExecution) execution).redirectOutput(directory);
      run(execution, "[ \"$(pwd)\" = /styx_output ] && echo x >made");
      try (Stream<Path> made = Files.list(directory)) {
        assertThat(made).containsExactly(directory.resolve("made"));
      }
    }
  }

  @Test
  void outputs_areOwnedByTheCaller() throws IOException {
    Path own = Files.writeString(scratch.resolve("own"), "");
    Execution execution = execution();
    Path directory = execution.outputFile("d", false);
    run(execution, "mkdir d; : >d/f");
    for (String attribute : List.of("unix:uid", "unix:gid")) {
      for (Path made : List.of(directory, directory.resolve("f"))) {
        assertThat(Files.getAttribute(made, attribute))
            .isEqualTo(Files.getAttribute(own, attribute));
      }
    }
  }

  // --- the tool's surroundings ---

  @Test
  void environment_arrivesToTheLetterAndNothingIsInherited() {
    Map<String, String> variables = new HashMap<>();
    variables.put("EVIL", "$(id)`id`,a=b,c \"'\\ \t\r\n%s");
    variables.put("EMPTY", "");
    variables.put("HOME", "/home/of tool");
    variables.put("LD_LIBRARY_PATH", "/a:/b,c");
    variables.put("PATH", "/bin:/x y");
    variables.put("SIZE", "größe 脑");
    Execution execution = execution(settings(variables));
    String seen = output(execution, "cat /proc/self/environ");
    List<String> entries = List.of(seen.split("\0"));
    variables.forEach((name, value) -> assertThat(entries).contains(name + "=" + value));
    assertThat(entries)
        .noneMatch(entry -> entry.startsWith("JAVA_HOME=") || entry.startsWith("DOCKER_HOST="))
        .noneMatch(entry -> entry.startsWith("CONTAINERS_CONF="));
  }

  @Test
  void environment_whoseNamesAShellWouldDrop_isRefusedByName() {
    for (String name : List.of("a.b", "größe", "1A", "a b")) {
      assertThatThrownBy(() -> runner(settings(Map.of(name, "x"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void containers_seeNothingElseOfThisMachine() throws IOException {
    Path secret = Files.writeString(scratch.resolve("secret"), "x");
    assertThat(output(execution(), "ls \"$1\" /work 2>/dev/null; ls -A /tmp", secret.toString()))
        .isEmpty();
  }

  @Test
  void network_whenNone_isOnlyTheToolsOwn() {
    RunnerSettings settings = settingsWith(Map.of("network", "none"));
    assertThat(
            output(
                execution(settings),
                // Not /sys/class/net: in a user namespace that is this machine's.
                "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"))
        .isEqualTo("lo\n");
  }

  // --- images ---

  @Test
  void effectiveImage_isTheOneThatWouldRun() {
    Runner runner = runner(settingsWith(Map.of("image_overrides", Map.of("no/such:1", image))));
    Metadata tool = tool("no/such:1");
    assertThat(runner.effectiveImage(tool)).isEqualTo(image);
    assertThat(output(runner.startExecution(tool), "cat /etc/styx-mark")).isEqualTo("1\n");
  }

  @Test
  void tool_withoutAnImage_isRefusedWithWhatToDo() {
    assertThatThrownBy(
            () ->
                runner(settings(Map.of()))
                    .startExecution(Metadata.of("contract/1.0", "tool", "styxcache")))
        .isInstanceOf(ContainerEngineException.class)
        .hasMessageContaining("styxcache/tool")
        .hasMessageContaining("no container image");
  }

  @Test
  void image_thatIsNotThere_isTheEnginesFailureWithTheNextStep() {
    for (String missing : List.of("no/such:1.0", "registry.invalid/no/such:1.0")) {
      Execution execution = runner(settings(Map.of())).startExecution(tool(missing));
      Path output = execution.outputFile("x", false);
      assertThatThrownBy(() -> run(execution, ":"))
          .isInstanceOf(ContainerEngineException.class)
          .hasMessageContaining(missing)
          .hasMessageContaining("pull");
      assertThat(output.getParent()).doesNotExist();
    }
  }

  @Test
  void engine_thatIsNotThere_isSaidWithTheNextStep() {
    RunnerSettings settings = settingsWith(Map.of("executable", "/no/such/engine"));
    assertThatThrownBy(() -> run(execution(settings), ":"))
        .isInstanceOf(ContainerEngineException.class)
        .hasMessageContaining("/no/such/engine")
        .hasMessageContaining("runner.executable");
    assertThat(dataDirectory()).isEmptyDirectory();
  }

  @Nested
  class Images extends ContainerImagesContract {

    private final List<String> made = new ArrayList<>();

    @Override
    protected Runner runner() {
      return engine.runner(settings(Map.of()));
    }

    @Override
    protected void makeImage(String name, String mark) {
      engine.makeImage(name, mark);
    }

    @Override
    protected String newImageName() {
      made.add(engine.newImageName(images));
      return made.get(made.size() - 1);
    }

    @Override
    protected List<String> printMark() {
      return List.of("cat", "/etc/styx-mark");
    }

    @AfterEach
    void removeImages() {
      made.forEach(engine::removeImage);
    }
  }

  // --- failures and endings ---

  @Test
  void tool_thatHidesHowItWent_isNotTakenForOneThatSucceeded() {
    assertThatThrownBy(
            () ->
                run(
                    execution(),
                    "rm -rf /.styxcache/*; chmod 500 /.styxcache; (sleep 0.2; rm -f /.styxcache/ended) & kill -9 $PPID"))
        .isInstanceOfAny(ContainerEngineException.class, ToolFailedException.class);
  }

  @Test
  void command_ofManyBytes_arrives() {
    String[] arguments = new String[20];
    java.util.Arrays.fill(arguments, "x".repeat(100_000));
    assertThat(output(execution(), "printf %s \"$*\" | wc -c", arguments).strip())
        .isEqualTo(String.valueOf(20 * 100_000 + 19));
  }

  @Test
  void run_whenInterruptedAtAnyMoment_leavesNothing() throws Exception {
    // The engine is just being asked, the container just being made, started, or removed.
    for (int millis = 0; millis <= 480; millis += 60) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread =
          new Thread(() -> thrown.set(catchThrowable(() -> run(execution(), "sleep 1000"))));
      thread.start();
      thread.join(millis + 1);
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).as("ends when interrupted after %s ms", millis).isFalse();
      assertThat(thrown.get()).isInstanceOf(RunInterruptedException.class);
      assertThat(engine.leftovers()).as("interrupted after %s ms", millis).isEmpty();
    }
  }

  @Test
  void runs_twentyFourAtATime_areAllRight() throws Exception {
    Runner runner = runner(settings(Map.of()));
    ExecutorService threads = Executors.newFixedThreadPool(24);
    try {
      List<Callable<String>> runs =
          IntStream.range(0, 24)
              .<Callable<String>>mapToObj(
                  i ->
                      () -> {
                        Execution execution = runner.startExecution(tool());
                        Path made = execution.outputFile("out", false);
                        String said = output(execution, "echo $1 >out; echo $1", "run" + i);
                        return said + Files.readString(made);
                      })
              .toList();
      List<String> results = new ArrayList<>();
      for (Future<String> run : threads.invokeAll(runs)) {
        results.add(run.get());
      }
      assertThat(results)
          .isEqualTo(IntStream.range(0, 24).mapToObj(i -> ("run" + i + "\n").repeat(2)).toList());
    } finally {
      threads.shutdownNow();
    }
  }
}
