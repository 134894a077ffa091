package dev.styxcache.adapter.runner.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.ImageBoundExecution;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a tool in a container gets beside its command, and what it does not, on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContainerSurroundingsContract {

  @TempDir static Path images;
  @TempDir Path scratch;

  private final RealEngine engine;
  private String image = "";
  private Path output = Path.of("");

  protected ContainerSurroundingsContract(RealEngine engine) {
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

  @BeforeEach
  void makeOutput() throws IOException {
    output = Files.createDirectory(scratch.resolve("output"));
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(engine.leftovers()).isEmpty();
    assertThat(scratch.resolve("data")).doesNotExist();
  }

  private Execution execution(Map<String, Object> options, Map<String, String> inherited) {
    return execution(image, options, inherited);
  }

  private Execution execution(
      String name, Map<String, Object> options, Map<String, String> inherited) {
    RunnerSettings settings =
        new RunnerSettings(
            scratch, scratch.resolve("data"), new InheritedVariables(Set.of(), inherited), options);
    Execution execution =
        engine
            .runner(settings)
            .startExecution(new Metadata("contract/1.0", "tool", "styxcache", Optional.of(name)));
    ((RedirectableExecution) execution).redirectOutput(output);
    return execution;
  }

  private Execution execution() {
    return execution(Map.of(), Map.of());
  }

  private static String said(Execution execution, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(Arrays.asList(arguments));
    StringBuilder said = new StringBuilder();
    execution.run(
        command,
        (buffer, offset, length) -> said.append(new String(buffer, offset, length, UTF_8)),
        OutputHandler.discard());
    return said.toString();
  }

  // --- the user ---

  @Test
  void umask_isTheCallers() throws IOException {
    String own =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Umask:"))
            .map(line -> line.substring("Umask:".length()).strip())
            .findFirst()
            .orElseThrow();
    assertThat(said(execution(), "umask").strip()).isEqualTo(own);
  }

  @Test
  void home_isAnEmptyFolderOfTheRun_whichIsNotAmongTheOutputs() throws IOException {
    assertThat(said(execution(), "echo \"$HOME\"; ls -A ~; : >~/.dot && ls -A ~"))
        .isEqualTo(RunFolder.HOME + "\n.dot\n");
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void home_isWhatTheSettingsSay_whereTheySayIt() {
    assertThat(
            said(execution(Map.of("environ", Map.of("HOME", "/tmp")), Map.of()), "echo \"$HOME\""))
        .isEqualTo("/tmp\n");
  }

  @Test
  void groups_ofTheCallerAreTheTools() throws IOException {
    Caller caller = Caller.of(Files.createFile(scratch.resolve("own")));
    List<String> seen = List.of(said(execution(), "id -G").strip().split(" ", -1));
    for (int group : caller.groups()) {
      // In a user namespace a group without a number there has one for all such; its rights stay.
      assertThat(List.of(Integer.toUnsignedString(group), "65534"))
          .anyMatch(number -> seen.contains(number) || !engine.givesGroups());
    }
  }

  @Test
  void inputThatTheToolCannotRead_isToldBeforeTheToolStarts() throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("in/deep"));
    Path secret = Files.writeString(folder.resolve("se'cret"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    Execution execution = execution();
    String seen = execution.inputFile(scratch.resolve("in"), false, false);
    String script = "wc -c <\"$1/deep/se'cret\" >count || exit 0";
    Throwable refused = catchThrowable(() -> said(execution, script, seen));
    if (refused == null) {
      // It runs as an administrator, who may read everything.
      assertThat(output.resolve("count")).hasContent("1\n");
      return;
    }
    assertThat(refused)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(secret.toString())
        .hasMessageContaining("cannot read");
    assertThat(output).isEmptyDirectory();
  }

  // --- what is not handed on ---

  @Test
  void variablesMountsAndProxiesOfTheUsersSettings_doNotReachTheTool() throws IOException {
    Path leak = Files.writeString(Files.createDirectory(scratch.resolve("leak")).resolve("f"), "x");
    Map<String, String> settings = new HashMap<>();
    settings.put("HTTPS_PROXY", "http://proxy.invalid:1");
    settings.put("no_proxy", "leaked");
    for (String name : List.of("APPTAINER", "SINGULARITY")) {
      settings.put(name + "ENV_LEAK", "leaked");
      settings.put(name + "_BIND", java.util.Objects.requireNonNull(leak.getParent()) + ":/leak");
      settings.put(
          name + "_WORKDIR", java.util.Objects.requireNonNull(leak.getParent()).toString());
      settings.put(name + "_HOSTNAME", "leaked");
      settings.put(name + "_CONTAINLIBS", leak.toString());
    }
    Path docker = Files.createDirectory(scratch.resolve("docker"));
    Files.writeString(
        docker.resolve("config.json"),
        "{\"proxies\": {\"default\": {\"httpProxy\": \"http://proxy.invalid:1\"}},"
            + " \"HttpHeaders\": {\"X-A\": \"b\"}}");
    settings.put("DOCKER_CONFIG", docker.toString());
    Path podman = scratch.resolve("containers.conf");
    String usual = System.getenv("CONTAINERS_CONF");
    Files.writeString(
        podman,
        (usual == null ? "" : Files.readString(Path.of(usual)).replace("[containers]", ""))
            .replaceFirst(
                "(?s)^",
                "[containers]\nenv = [\n  \"LEAK=leaked\", # ]\n]\n"
                    + "volumes = [\""
                    + leak.getParent()
                    + ":/leak\"]\n"));
    settings.put("CONTAINERS_CONF", podman.toString());
    String seen =
        said(
            execution(Map.of(), settings),
            "ls /leak/f /.singularity.d/libs/f 2>/dev/null; hostname; cat /proc/self/environ");
    assertThat(seen).doesNotContain("/leak/f", "libs/f", "leaked", "proxy.invalid");
  }

  @Test
  void temporaryDirectory_hasRoomOnDisk() {
    assertThat(
            said(
                execution(),
                "for d in /tmp /var/tmp; do dd if=/dev/zero of=$d/x bs=1M count=80"
                    + " 2>/dev/null && wc -c <$d/x; done"))
        .isEqualTo((80 * 1024 * 1024 + "\n").repeat(2));
  }

  // --- images ---

  @Test
  void images_haveTheNamesThatTheEngineItselfKnowsThemBy() {
    if (engine == RealEngine.APPTAINER) {
      return; // Its images are files, or named by where they are fetched from.
    }
    String local = "localhost/" + image;
    RealEngine.call(List.of(engine.executable(), "tag", "docker.io/" + image, local));
    try {
      ImageDigest digest = digest(image);
      String id = digest.value().replaceFirst(".*:", "");
      for (String name :
          List.of("docker.io/" + image, "docker://" + image, local, id.substring(0, 20), id)) {
        assertThat(digest(name)).as(name).isEqualTo(digest);
        Execution execution = execution(name, Map.of(), Map.of());
        assertThat(said(execution, "cat /etc/styx-mark")).as(name).isEqualTo("1\n");
      }
    } finally {
      RealEngine.call(List.of(engine.executable(), "rmi", local));
    }
  }

  private ImageDigest digest(String name) {
    RunnerSettings settings =
        new RunnerSettings(scratch, scratch, InheritedVariables.all(), Map.of());
    return ((Resolution.Resolved) engine.runner(settings).images().resolve(name)).digest();
  }

  // --- inputs with links that lead out ---

  @Test
  void linksThatLeadOutOfAnInput_leadToTheSameFilesInTheContainer() throws IOException {
    Path objects = Files.createDirectories(scratch.resolve("set/.git/annex/objects/aa"));
    Files.writeString(objects.resolve("key"), "annexed");
    Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("far"), "far");
    Files.createSymbolicLink(elsewhere.resolve("back"), Path.of("../set/sub/anat/plain"));
    Path anat = Files.createDirectories(scratch.resolve("set/sub/anat"));
    Files.writeString(anat.resolve("plain"), "plain");
    Files.createSymbolicLink(anat.resolve("t1"), Path.of("../../.git/annex/objects/aa/key"));
    Files.createSymbolicLink(anat.resolve("near"), Path.of("plain"));
    Files.createSymbolicLink(anat.resolve("absolute"), elsewhere.resolve("far"));
    Files.createSymbolicLink(anat.resolve("folder"), elsewhere);
    Files.createSymbolicLink(anat.resolve("nowhere"), Path.of("../no/such"));
    Execution execution = execution();
    String sub = execution.inputFile(scratch.resolve("set/sub"), false, false);
    String plain = execution.inputFile(anat.resolve("plain"), true, false);
    String seen =
        said(
            execution,
            "for d in \"$1/anat\" \"${2%/*}\"; do for f in t1 near absolute folder/far folder/back;"
                + " do cat \"$d/$f\" && echo; done; [ -L \"$d/nowhere\" ] && [ ! -e \"$d/nowhere\" ]"
                + " && echo dangling; (echo no >\"$d/t1\") 2>/dev/null; done; :",
            sub,
            plain);
    assertThat(seen).isEqualTo("annexed\nplain\nfar\nfar\nplain\ndangling\n".repeat(2));
    assertThat(objects.resolve("key")).hasContent("annexed");
  }

  @Test
  void linkThatCannotBeFollowedInTheContainer_isRefusedWithTheNextStep() throws IOException {
    Path input = Files.createDirectory(scratch.resolve("in"));
    Files.createSymbolicLink(input.resolve("output"), Path.of("/styx_output/../root"));
    Execution fine = execution();
    String seen = fine.inputFile(input, false, false);
    assertThat(said(fine, "ls \"$1\"", seen)).isEqualTo("output\n");
    Path link = Files.createSymbolicLink(input.resolve("system"), Path.of("/usr"));
    Execution execution = execution();
    execution.inputFile(input, false, false);
    assertThatThrownBy(() -> said(execution, ": >started"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(link.toString())
        .hasMessageContaining("cp -RL");
    assertThat(output).isEmptyDirectory();
  }

  // --- outputs ---

  @Test
  void absoluteLinksAmongOutputs_leadToTheOutputs() throws IOException {
    said(
        execution(),
        "mkdir d; echo x >d/a; ln -s \"$PWD/d/a\" b; ln -s \"$PWD\" d/all; ln -s a d/c");
    assertThat(output.resolve("b")).hasContent("x\n");
    assertThat(Files.readSymbolicLink(output.resolve("d/all"))).isEqualTo(output);
    assertThat(Files.readSymbolicLink(output.resolve("d/c"))).isEqualTo(Path.of("a"));
  }

  @Test
  void childThatIsKilledForMemory_makesTheOutputsUnfit_thoughTheToolGoesOn() {
    Execution execution = execution(Map.of("memory", "24m"), Map.of());
    String script =
        "(echo 1000 >/proc/self/oom_score_adj; head -c 200000000 /dev/zero | tail >/dev/null)"
            + " 2>/dev/null; echo $?; exit 0";
    boolean killed;
    try {
      killed = !said(execution, script).equals("0\n");
    } catch (ContainerEngineException e) {
      // Without privileges an engine may not be allowed to limit memory, and says so.
      assertThat(e).hasMessageContaining("runner.memory");
      return;
    }
    // Where an engine without privileges ignores the limit, nothing is killed.
    assertThat(killed || !root()).isTrue();
    Optional<String> unfit = ((ImageBoundExecution) execution).whyUnfit();
    assertThat(unfit.isPresent()).isEqualTo(killed);
    unfit.ifPresent(why -> assertThat(why).contains("memory ran out", "runner.memory"));
    Execution well = execution(Map.of("memory", "64m"), Map.of());
    said(well, ":");
    assertThat(((ImageBoundExecution) well).whyUnfit()).isEmpty();
  }

  // --- the folder of a run ---

  @Test
  void folderOfARun_isBelowTheDataDirectory_andThoseOfKilledProcessesGo() throws IOException {
    Path runs = Files.createDirectories(scratch.resolve("data").resolve(RunFolder.RUNS));
    RunOwner own = RunOwner.current();
    String gone = new RunOwner(4194303, own.started(), own.space()).text() + "-styxcache-x";
    String reused = new RunOwner(own.pid(), 5, own.space()).text() + "-styxcache-y";
    String elsewhere = new RunOwner(1, 5, "elsewhere").text() + "-styxcache-z";
    for (String name : List.of(gone, reused, elsewhere, "other")) {
      Files.writeString(Files.createDirectory(runs.resolve(name)).resolve("f"), "x");
    }
    List<String> during = new ArrayList<>();
    execution()
        .run(
            List.of("echo", "now"),
            (buffer, offset, length) -> {
              if (length > 0) {
                during.addAll(names(runs));
              }
            },
            OutputHandler.discard());
    assertThat(during)
        .contains(elsewhere, "other")
        .doesNotContain(gone, reused)
        .anyMatch(name -> name.startsWith(own.text()));
    assertThat(names(runs)).containsExactlyInAnyOrder(elsewhere, "other");
    for (String name : List.of(elsewhere, "other")) {
      Files.delete(runs.resolve(name).resolve("f"));
      Files.delete(runs.resolve(name));
    }
    Files.delete(runs);
    Files.delete(runs.getParent());
  }

  @Test
  void doctor_runsAContainerInAnImageOfItsOwn_andLeavesNothing() throws IOException {
    RunnerSettings settings =
        new RunnerSettings(scratch, scratch.resolve("data"), InheritedVariables.all(), Map.of());
    List<String> before = localImages();
    assertThat(engine.provider().check(settings))
        .isInstanceOfSatisfying(
            RunnerHealth.Ready.class, ready -> assertThat(ready.detail()).contains("version"));
    assertThat(localImages()).noneMatch(name -> name.contains("probe") && !before.contains(name));
    for (String executable : List.of("/bin/echo", "/bin/true")) {
      RunnerSettings wrong =
          new RunnerSettings(
              scratch,
              scratch.resolve("data"),
              InheritedVariables.all(),
              Map.of("executable", executable));
      assertThat(engine.provider().check(wrong))
          .isInstanceOfSatisfying(
              RunnerHealth.Unusable.class,
              unusable -> assertThat(unusable.reason()).contains(executable));
    }
  }

  private List<String> localImages() {
    return engine == RealEngine.APPTAINER
        ? List.of()
        : RealEngine.call(List.of(engine.executable(), "image", "ls")).output().lines().toList();
  }

  @Test
  void cleaning_removesContainersOfKilledProcesses_andNoOthers() {
    if (engine == RealEngine.APPTAINER) {
      return; // Its containers are processes.
    }
    RunOwner own = RunOwner.current();
    String gone = container(new RunOwner(4194303, own.started(), own.space()).text());
    String alive = container(own.text());
    String elsewhere = container(new RunOwner(1, 5, "elsewhere").text());
    String other = container("");
    try {
      RunnerSettings settings =
          new RunnerSettings(scratch, scratch, InheritedVariables.all(), Map.of());
      assertThat(engine.provider().removeOrphans(settings))
          .containsExactly(engine.executable() + " container " + gone.substring(0, 12));
      assertThat(List.of(exists(gone), exists(alive), exists(elsewhere), exists(other)))
          .containsExactly(false, true, true, true);
    } finally {
      RealEngine.call(List.of(engine.executable(), "rm", "-f", gone, alive, elsewhere, other));
    }
  }

  private String container(String owner) {
    List<String> create = new ArrayList<>(List.of(engine.executable(), "create"));
    if (!owner.isEmpty()) {
      create.add("--label=" + ContainerRun.OWNER_LABEL + "=" + owner);
    }
    create.addAll(List.of("--network=none", "docker.io/" + image, "sleep", "1000"));
    String said = RealEngine.call(create).output().strip();
    return said.substring(said.lastIndexOf('\n') + 1);
  }

  private boolean exists(String container) {
    return RealEngine.call(List.of(engine.executable(), "container", "inspect", container)).code()
        == 0;
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
