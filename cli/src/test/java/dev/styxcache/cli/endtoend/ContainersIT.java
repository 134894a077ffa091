package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.container.RealEngine;
import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers from the command line, in real processes and on real engines. */
class ContainersIT {

  @TempDir static Path images;
  private static final Map<RealEngine, String> MADE = new EnumMap<>(RealEngine.class);

  @TempDir Path directory;
  private Path temporary = Path.of("");
  private Shell shell;

  @BeforeEach
  void makeShell() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
    shell = new Shell(directory).with("STYXCACHE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
  }

  @AfterAll
  static void removeImages() {
    MADE.forEach(RealEngine::removeImage);
  }

  private static String image(RealEngine engine) {
    engine.require();
    return MADE.computeIfAbsent(
        engine,
        one -> {
          String name = one.newImageName(images);
          one.makeImage(name, "1");
          return name;
        });
  }

  @ParameterizedTest
  @EnumSource(RealEngine.class)
  void run_isAMissAndThenAHit(RealEngine engine) {
    String image = image(engine);
    shell.file("words.txt", "pear\napple\n");
    String[] call = {
      "run",
      "--runner",
      engine.executable(),
      "--image",
      image,
      "-i",
      "words.txt",
      "-o",
      "s.txt",
      "--",
      "sh",
      "-c",
      "sort \"$1\" | tee s.txt; cat /etc/styx-mark",
      "sh",
      "words.txt"
    };
    Result miss = shell.styxcache(call);
    Result hit = shell.styxcache(call);

    assertThat(miss.err()).startsWith("styxcache: miss ");
    assertThat(miss.code()).isZero();
    assertThat(miss.out()).isEqualTo("apple\npear\n1\n");
    assertThat(hit.err()).startsWith("styxcache: hit ");
    assertThat(hit.out()).isEqualTo(miss.out());
    assertThat(shell.entries()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(RealEngine.class)
  void exitCodes_distinguishToolEngineAndCommand(RealEngine engine) {
    String image = image(engine);
    for (int code : new int[] {3, 125, 126, 127}) {
      Result failed = run(engine, image, "sh", "-c", "exit " + code);
      assertThat(failed.code()).isEqualTo(code);
      assertThat(failed.err()).contains("the tool failed with exit code " + code);
    }
    assertThat(run(engine, image, "no-such-tool").code()).isEqualTo(127);
    assertThat(run(engine, image, "/etc/passwd").code()).isEqualTo(126);

    Result missing = run(engine, "no/such:1.0", "true");
    assertThat(missing.code()).isEqualTo(125);
    assertThat(missing.err()).contains("no/such:1.0").contains("pull").doesNotContain("\tat ");

    Result none = shell.styxcache("run", "--runner", engine.executable(), "--", "true");
    assertThat(none.code()).isEqualTo(125);
    assertThat(none.err()).contains("no container image");
  }

  @ParameterizedTest
  @CsvSource({
    "DOCKER, INT, 130",
    "DOCKER, TERM, 143",
    "PODMAN, INT, 130",
    "PODMAN, TERM, 143",
    "APPTAINER, INT, 130",
    "APPTAINER, TERM, 143",
  })
  void signal_stopsTheContainer_andLeavesNothing(RealEngine engine, String signal, int code)
      throws Exception {
    String image = image(engine);
    // No other process of this machine sleeps that long.
    String sleep = "leep " + (1_000_000 + ThreadLocalRandom.current().nextInt(1_000_000_000));
    Process process =
        shell.startStyxcache(
            "run",
            "--runner",
            engine.executable(),
            "--image",
            image,
            "-o",
            "x",
            "--",
            "sh",
            "-c",
            "trap '' TERM INT; echo begun; s" + sleep + " & wait; s" + sleep);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("begun");

    assertThat(shell.sh("kill -" + signal + " " + process.pid()).code()).isZero();
    assertThat(CommandLine.await(process)).isEqualTo(code);

    // The tool would go on for days, and ignores the signals.
    assertThat(engine.leftovers(temporary)).isEmpty();
    assertThat(shell.sh("pgrep -f '[s]" + sleep + "'").code())
        .as("no process is left")
        .isEqualTo(1);
    assertThat(shell.names(".incoming")).isEmpty();
    assertThat(shell.names(".locks")).isEmpty();
    assertThat(shell.entries()).isZero();
  }

  @Test
  void doctor_saysWhatToDo_ifTheConfiguredEngineFails() {
    image(RealEngine.DOCKER);
    shell.file("styxcache.toml", "[runner]\ntype = \"docker\"\n");
    Result sound = shell.styxcache("doctor");
    assertThat(sound.out()).containsPattern("ok +docker +/.*version [0-9]");
    assertThat(sound.code()).isZero();

    shell.with("DOCKER_HOST", "unix://" + directory.resolve("no.sock"));
    Result down = shell.styxcache("doctor");
    assertThat(down.out()).containsPattern("FAULT +docker .*does not answer.*DOCKER_HOST");
    assertThat(down.code()).isEqualTo(1);

    shell.file("styxcache.toml", "[runner]\ntype = \"podman\"\nexecutable = \"/no/such/podman\"\n");
    Result missing = shell.styxcache("doctor");
    assertThat(missing.out())
        .containsPattern("FAULT +podman .*/no/such/podman.*runner.executable")
        .containsPattern("ok +docker +not used, and would not work");
    assertThat(missing.code()).isEqualTo(1);
  }

  @Test
  void stoppedDaemon_isAFailureOfTheEngine() {
    String image = image(RealEngine.DOCKER);
    shell.with("DOCKER_HOST", "unix://" + directory.resolve("no.sock"));
    Result down = run(RealEngine.DOCKER, image, "true");
    assertThat(down.code()).isEqualTo(125);
    assertThat(down.err()).contains("does not answer", "DOCKER_HOST", "without the cache");
  }

  @Test
  void configuration_namesEnvironmentOverridesAndLimits() {
    String image = image(RealEngine.PODMAN);
    shell.file(
        "styxcache.toml",
        """
        [runner]
        type = "podman"
        network = "none"
        image_overrides = { "lab/x:1" = "%s" }
        environ = { EVIL = "$(id),b" }
        [policy]
        image_digest_ttl = 0
        """
            .formatted(image));
    Result result =
        shell.styxcache(
            "run", "--image", "lab/x:1", "--", "sh", "-c", "printf %s \"$EVIL\"; exit 0");
    assertThat(result.err()).startsWith("styxcache: miss ");
    assertThat(result.out()).isEqualTo("$(id),b");
    assertThat(shell.styxcache("key", "--canonical", "--image", "lab/x:1", "--", "true").out())
        .containsPattern("\"image\":\"podman:[0-9a-f]{64}\"");
  }

  private Result run(RealEngine engine, String image, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--runner", engine.executable(), "--image", image, "--no-cache", "--"));
    if (engine == RealEngine.DOCKER || image.startsWith("no/")) {
      arguments.remove("--no-cache");
    }
    arguments.addAll(List.of(command));
    return shell.styxcache(arguments.toArray(String[]::new));
  }
}
