package dev.styxcache.adapter.runner.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.styxcache.adapter.runner.docker.DockerRunner;
import dev.styxcache.adapter.runner.podman.PodmanRunner;
import dev.styxcache.adapter.runner.singularity.SingularityRunner;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * An engine that is installed, with images that are made for a test, in no registry. Where the
 * engine is missing the test is skipped, and says why; where {@code STYX_TESTS_REQUIRE} is set, as
 * in continuous integration, it fails, unless {@code STYX_TESTS_EXCUSE} names the engine.
 */
public enum RealEngine {
  /** Docker. */
  DOCKER,
  /** Podman. */
  PODMAN,
  /** Apptainer, or Singularity. */
  APPTAINER;

  private static final Set<RealEngine> SAID = ConcurrentHashMap.newKeySet();
  private static final Path SCRIPTS = Path.of("..", "scripts", "engines").toAbsolutePath();

  /** Its name, which is that of its executable. */
  public String executable() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Skips or fails the test where the engine does not work. */
  public void require() {
    String fault = findFault();
    String message =
        fault + "; see scripts/engines/" + executable() + ".sh for how to install and start it";
    boolean required = System.getenv("STYX_TESTS_REQUIRE") != null;
    boolean excused = executable().equals(System.getenv("STYX_TESTS_EXCUSE"));
    if (required && !excused) {
      assertThat(fault).as(message).isEmpty();
    } else if (!fault.isEmpty()) {
      // The build's own output has the number of skipped tests and not the reason.
      if (SAID.add(this)) {
        System.out.println("SKIPPED: tests of " + executable() + ", since " + message);
      }
      abort(message);
    }
  }

  private String findFault() {
    if (!Files.exists(Path.of("/bin/bash-static")) || !Files.exists(Path.of("/bin/busybox"))) {
      return "bash-static and busybox-static, of which images are made, are missing";
    }
    try {
      Result result = call(List.of(executable(), this == APPTAINER ? "--version" : "info"));
      return result.code() == 0 ? "" : executable() + " does not work: " + result.output();
    } catch (UncheckedIOException e) {
      return executable() + " is not installed";
    }
  }

  /** A runner of this engine. */
  public Runner runner(RunnerSettings settings) {
    return switch (this) {
      case DOCKER -> new DockerRunner(settings);
      case PODMAN -> new PodmanRunner(settings);
      case APPTAINER -> new SingularityRunner(settings);
    };
  }

  /** A name for an image that no other test uses. */
  public String newImageName(Path folder) {
    String random = UUID.randomUUID().toString();
    return this == APPTAINER
        ? folder.resolve(random + ".sif").toString()
        : "styx/test-" + random + ":1.0";
  }

  /**
   * Makes an image, or another one in the place of the one of that name.
   *
   * @param name from {@link #newImageName}
   * @param mark what the image has in {@code /etc/styx-mark}
   */
  public void makeImage(String name, String mark) {
    try {
      Path archive = Files.createTempFile("styxcache-image", ".tar");
      try {
        String reference = this == APPTAINER ? "docker.io/styx/test:1.0" : "docker.io/" + name;
        ProcessBuilder making =
            new ProcessBuilder(
                "bash", SCRIPTS.resolve("mkimage.sh").toString(), archive.toString(), reference);
        making.environment().put("STYX_IMG_MARK", mark);
        succeed(making);
        if (this == APPTAINER) {
          ProcessBuilder building =
              new ProcessBuilder(
                  "apptainer", "-q", "build", "-F", name, "docker-archive:" + archive);
          succeed(building);
        } else {
          succeed(new ProcessBuilder(executable(), "load", "-q", "-i", archive.toString()));
        }
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes an image. */
  public void removeImage(String name) {
    if (this == APPTAINER) {
      try {
        Files.deleteIfExists(Path.of(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      call(List.of(executable(), "rmi", "-f", name));
    }
  }

  /** What runs have left behind: containers in any state, and folders with scripts. */
  public List<String> leftovers() {
    List<String> left = new ArrayList<>();
    if (this != APPTAINER) {
      Result result =
          call(
              List.of(
                  executable(),
                  "ps",
                  "--all",
                  "--filter=label=" + ContainerRun.LABEL,
                  "--format={{.Names}}"));
      assertThat(result.code()).as(result.output()).isZero();
      result.output().lines().filter(line -> !line.isBlank()).forEach(left::add);
    }
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      files.map(Path::toString).filter(path -> path.contains("/styxcache-run-")).forEach(left::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return left;
  }

  /** How a call of the engine ended, both streams together. */
  public record Result(int code, String output) {}

  /** Runs a command to its end. */
  public static Result call(List<String> command) {
    return call(new ProcessBuilder(command));
  }

  private static Result call(ProcessBuilder builder) {
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void succeed(ProcessBuilder builder) {
    Result result = call(builder);
    assertThat(result.code()).as("%s: %s", builder.command(), result.output()).isZero();
  }
}
