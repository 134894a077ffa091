package dev.styxcache.adapter.runner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool in a sandbox can see and change. */
class SandboxTest {

  @TempDir Path directory;
  private Path work;
  private final Map<String, String> inherited = new HashMap<>();
  private final Map<String, Object> options = new HashMap<>(Map.of("sandbox", "bubblewrap"));

  @BeforeAll
  static void requireSandbox() {
    RequiredSandbox.require();
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    work = Files.createDirectory(directory.resolve("work"));
    inherited.put("TMPDIR", Files.createDirectory(directory.resolve("temporary")).toString());
    inherited.put("PATH", "/usr/bin:/bin:" + work);
  }

  private Path file(String name, String content) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private RunnerSettings settings() {
    return new RunnerSettings(
        work,
        directory.resolve("data"),
        new InheritedVariables(Set.copyOf(System.getenv().keySet()), inherited),
        options);
  }

  private Runner runner() {
    return new LocalRunnerProvider().create(settings());
  }

  private Execution execution() {
    return runner().startExecution(Metadata.of("tool.v1", "tool", "demo"));
  }

  private static String run(Execution execution, String... command) {
    CollectingHandler out = new CollectingHandler();
    execution.run(List.of(command), out, OutputHandler.discard());
    return out.text();
  }

  private static String sh(Execution execution, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return run(execution, command.toArray(new String[0]));
  }

  @Test
  void undeclaredFile_isNotThere_soThatTheToolFailsAtOnce() throws IOException {
    Path hidden = file("hidden.txt", "x");

    assertThatThrownBy(() -> run(execution(), "cat", hidden.toString()))
        .isInstanceOf(ToolFailedException.class)
        .hasMessageContaining("No such file");
  }

  @Test
  void declaredInputs_areThere_andCannotBeChanged() throws IOException {
    Path odd = file("a\nb '\"*", "one");
    file("d/e/f", "two");
    Execution execution = execution();
    String seen = execution.inputFile(odd, false, false);
    String tree = execution.inputFile(work.resolve("d"), false, false);

    String out =
        sh(
            execution,
            "cat \"$1\" \"$2/e/f\"; (echo x >\"$1\"; rm -rf \"$2/e\"; echo y >\"$2/g\") 2>&-; true",
            seen,
            tree);

    assertThat(out).isEqualTo("onetwo");
    assertThat(odd).hasContent("one");
    assertThat(work.resolve("d/e/f")).hasContent("two");
    assertThat(work.resolve("d/g")).doesNotExist();
  }

  @Test
  void inputWithItsParent_hasItsNeighbours() throws IOException {
    Path image = file("pair/x.hdr", "header");
    file("pair/x.img", "image");
    Execution execution = execution();
    String seen = execution.inputFile(image, true, false);

    assertThat(sh(execution, "cat \"$1\" \"${1%hdr}img\"", seen)).isEqualTo("headerimage");
  }

  @Test
  void linksThatLeadOutOfAnInput_leadToTheSame_andOnlyTheirTargetsAreThere() throws IOException {
    file("store/one", "1");
    file("store/two", "2");
    file("other/three", "3");
    Files.createSymbolicLink(work.resolve("store/on"), Path.of("../other"));
    Files.createDirectory(work.resolve("d"));
    Files.createSymbolicLink(work.resolve("d/one"), work.resolve("store/one"));
    Files.createDirectory(work.resolve("e"));
    Files.createSymbolicLink(work.resolve("e/all"), Path.of("../store"));
    Execution first = execution();
    String files = first.inputFile(work.resolve("d"), false, false);
    Execution second = execution();
    String trees = second.inputFile(work.resolve("e"), false, false);

    assertThat(sh(first, "cat \"$1/one\"; ls \"$1/../store\"", files)).isEqualTo("1one\n");
    assertThat(sh(second, "cat \"$1/all/two\" \"$1/all/on/three\"", trees)).isEqualTo("23");
  }

  @Test
  void homeAndTemporaryDirectory_arePrivate_alwaysTheSame_andGoneAfterwards() throws IOException {
    String script =
        "echo \"$HOME $TMPDIR\"; ls -A ~ /tmp; echo x >~/y; echo x >/tmp/y; pwd >/dev/null";

    assertThat(sh(execution(), script))
        .isEqualTo("/styx_home /tmp\n/styx_home:\n\n/tmp:\n" + top());
    assertThat(sh(execution(), script))
        .isEqualTo("/styx_home /tmp\n/styx_home:\n\n/tmp:\n" + top());
    try (Stream<Path> left = Files.list(directory.resolve("temporary"))) {
      assertThat(left).isEmpty();
    }
  }

  /** What is in the sandbox's /tmp: the way to the output directory, if the test's is there. */
  private String top() {
    return directory.startsWith("/tmp") ? directory.getName(1) + "\n" : "";
  }

  @Test
  void variables_areThoseOfTheKey_andNoOthers() {
    inherited.putAll(Map.of("LANG", "C.UTF-8", "LC_NUMERIC", "C", "SECRET", "s", "LISTED", "l"));
    inherited.put("LD_LIBRARY_PATH", "/x");
    options.put("environ", Map.of("GIVEN", "g"));
    Execution execution = execution();
    VariablesExecution.give(execution, Set.of("LISTED", "ABSENT"));
    Map<String, String> keyed =
        Map.of(
            "PATH",
            "/usr/bin:/bin",
            "LANG",
            "C.UTF-8",
            "LC_NUMERIC",
            "C",
            "LISTED",
            "l",
            "GIVEN",
            "g");

    String seen = sh(execution, "unset PWD; env | sort | tr '\\n' ' '");

    assertThat(seen)
        .isEqualTo(
            "GIVEN=g HOME=/styx_home LANG=C.UTF-8 LC_NUMERIC=C LISTED=l PATH=/usr/bin:/bin"
                + " TMPDIR=/tmp ");
    assertThat(runner().influence(Set.of("LISTED", "ABSENT")).environ()).isEqualTo(keyed);
  }

  @Test
  void rootDirectory_cannotBeWrittenTo_andDevicesArePrivate() {
    String out =
        sh(execution(), "touch /x 2>&1; ls /dev/shm; echo x >/dev/null; ls /home /mnt 2>&-; true");

    assertThat(out).contains("Read-only file system").hasLineCount(1);
  }

  @Test
  void executableOfTheUsers_isThere_butNotItsNeighbours() throws IOException {
    Path tool = file("bin/tool.sh", "#!/bin/sh\nls \"$(dirname \"$0\")\"\n");
    file("bin/neighbour", "");
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThat(run(execution(), tool.toString())).isEqualTo("tool.sh\n");
  }

  @Test
  void softwareDirectories_areThere_readOnly() throws IOException {
    file("soft/data", "atlas");
    options.put("software_dirs", List.of(work.resolve("soft").toString()));

    assertThat(sh(execution(), "cat \"$1/data\"; touch \"$1/x\" 2>&-; true", work + "/soft"))
        .isEqualTo("atlas");
  }

  @Test
  void manyInputs_fit() throws IOException {
    Execution execution = execution();
    Execution another = execution();
    for (int i = 0; i < 3_100; i++) {
      Path input = file("many/" + "n".repeat(200) + i, "");
      another.inputFile(input, false, false);
      if (i < 2_900) {
        execution.inputFile(input, false, false);
      }
    }

    assertThat(sh(execution, "ls \"$1\" | wc -l", work + "/many").strip()).isEqualTo("2900");
    assertThatThrownBy(() -> run(another, "true"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("declare a directory");
  }

  @Test
  void manyArguments_fit() {
    String[] command = new String[20_001];
    Arrays.fill(command, "argument");
    command[0] = "printf";
    command[1] = ".%.0s";
    command[9_999] = "it's \n \"$x\"";

    assertThat(run(execution(), command)).hasSize(19_999);
    command[1] = "%s\n";
    assertThat(run(execution(), command)).contains("argument\nit's \n \"$x\"\nargument\n");
  }

  @Test
  void missingProgram_isSaid_withThePackageToInstall() {
    inherited.put("PATH", work.toString());
    assertThatThrownBy(() -> run(execution(), "/bin/true"))
        .isInstanceOf(ToolNotStartedException.class)
        .hasMessageContaining("install the package bubblewrap");
    assertThat(new LocalRunnerProvider().check(settings()))
        .isInstanceOf(RunnerHealth.Unusable.class);
    options.clear();
    assertThat(new LocalRunnerProvider().check(settings())).isInstanceOf(RunnerHealth.Ready.class);
  }

  @Test
  void toolWhoseInterpreterIsHidden_isNotStarted_andItIsSaidWhatToDo() throws IOException {
    Path interpreter = Files.copy(Path.of("/bin/sh"), work.resolve("mysh"));
    Path tool = file("tool.sh", "#!" + interpreter + "\necho ran\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(() -> run(execution(), tool.toString()))
        .isInstanceOf(ToolNotStartedException.class)
        .hasMessageContaining("runner.software_dirs");
  }

  @Test
  void failuresOfTheTool_keepTheirExitCodes() {
    for (int code : new int[] {1, 2, 125, 255}) {
      assertThatThrownBy(() -> sh(execution(), "exit " + code))
          .isInstanceOfSatisfying(
              ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(code));
    }
    assertThatThrownBy(() -> sh(execution(), "kill -9 $$"))
        .isInstanceOfSatisfying(
            ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(137));
  }

  @Test
  void folderOfAKilledProcess_isDeletedByTheNextRun() throws IOException {
    Path abandoned = directory.resolve("temporary/styxcache-sandbox-1");
    Files.createDirectories(abandoned.resolve("tmp/x"));
    Files.writeString(abandoned.resolve("lock"), "");
    Path foreign = Files.createDirectory(directory.resolve("temporary/styxcache-sandbox-2"));

    run(execution(), "true");

    assertThat(abandoned).doesNotExist();
    assertThat(foreign).exists();
  }

  @Test
  void twoRunsAtOnce_doNotDeleteEachOthersFolders() {
    List<String> outputs =
        Stream.generate(this::execution).limit(8).toList().parallelStream()
            .map(execution -> sh(execution, "echo x >/tmp/y; sleep 0.2; cat /tmp/y"))
            .toList();

    assertThat(outputs).containsOnly("x\n");
  }
}
