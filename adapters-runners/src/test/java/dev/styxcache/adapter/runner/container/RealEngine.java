package dev.styxcache.adapter.runner.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.styxcache.adapter.runner.docker.DockerRunnerProvider;
import dev.styxcache.adapter.runner.podman.PodmanRunnerProvider;
import dev.styxcache.adapter.runner.singularity.ApptainerRunnerProvider;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container engine of this machine, with images that are made for a test and come from no
 * registry. An engine is usable if it runs {@code true} in such an image; otherwise its tests are
 * skipped with its own words as the reason. Where {@code STYX_TESTS_REQUIRE} is set, as in
 * continuous integration, they fail instead, unless {@code STYX_TESTS_EXCUSE} names the engine,
 * with commas between several.
 */
public enum RealEngine {
  /** Docker. */
  DOCKER,
  /** Podman. */
  PODMAN,
  /** Apptainer, or Singularity. */
  APPTAINER;

  /** Maximum time for a call of an engine, in seconds; one that hangs is not usable. */
  private static final long LIMIT_SECONDS = 120;

  private static final Path SCRIPTS = Path.of("..", "scripts", "engines").toAbsolutePath();

  /** Why an engine is not usable, or nothing, by engine: each is tried once per JVM. */
  private static final Map<RealEngine, String> FAULTS = new ConcurrentHashMap<>();

  /** Its name, which is that of its executable. */
  public String executable() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Skips or fails the test where the engine is not usable. */
  public void require() {
    String fault = FAULTS.computeIfAbsent(this, RealEngine::probe);
    if (fault.isEmpty()) {
      return;
    }
    String message =
        fault + "; see scripts/engines/" + executable() + ".sh for how to install and start it";
    String excuses = Objects.requireNonNullElse(System.getenv("STYX_TESTS_EXCUSE"), "");
    boolean excused = List.of(excuses.split(",", -1)).contains(executable());
    String required = System.getenv("STYX_TESTS_REQUIRE");
    if (required != null && !required.isEmpty() && !excused) {
      throw new AssertionError(message);
    }
    abort(message);
  }

  private String probe() {
    String fault = findFault();
    if (!fault.isEmpty()) {
      // The build's own output has the number of skipped tests and not the reason.
      System.out.println("SKIPPED: tests of " + executable() + ", since " + fault);
    }
    return fault;
  }

  private String findFault() {
    if (!Files.exists(Path.of("/bin/bash-static")) || !Files.exists(Path.of("/bin/busybox"))) {
      return "bash-static and busybox-static, of which images are made, are missing";
    }
    try {
      Path folder = Files.createTempDirectory("styxcache-probe");
      String image = newImageName(folder);
      try {
        Result result = tryMakeImage(image, "probe", List.of());
        if (result.code() == 0) {
          result = call(trueIn(image));
        }
        return result.code() == 0
            ? ""
            : executable() + " does not run a container: " + result.output().strip();
      } finally {
        removeImage(image);
        Files.deleteIfExists(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      return executable() + " cannot be called: " + e.getMessage();
    }
  }

  private List<String> trueIn(String image) {
    return this == APPTAINER
        ? List.of(executable(), "exec", "--containall", "--cleanenv", image, "true")
        : List.of(executable(), "run", "--rm", "--network=none", "docker.io/" + image, "true");
  }

  /** A runner of this engine. */
  public Runner runner(RunnerSettings settings) {
    return provider().create(settings);
  }

  /** What makes runners of this engine. */
  public RunnerProvider provider() {
    return switch (this) {
      case DOCKER -> new DockerRunnerProvider();
      case PODMAN -> new PodmanRunnerProvider();
      case APPTAINER -> new ApptainerRunnerProvider();
    };
  }

  /** Whether its containers can have the further groups of this user. */
  public boolean givesGroups() {
    return this == APPTAINER
        || "root".equals(System.getProperty("user.name"))
        || (this == PODMAN
            && call(List.of("podman", "info", "--format", "{{.Host.OCIRuntime.Name}}"))
                .output()
                .contains("crun"));
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
    makeImage(name, mark, List.of());
  }

  /**
   * Makes an image with programs of this machine and the libraries that they need.
   *
   * @param name from {@link #newImageName}
   * @param mark what the image has in {@code /etc/styx-mark}
   * @param programs absolute paths of programs, which are at the same paths in the image
   */
  public void makeImage(String name, String mark, List<Path> programs) {
    Result result = tryMakeImage(name, mark, programs);
    assertThat(result.code()).as(result.output()).isZero();
  }

  private Result tryMakeImage(String name, String mark, List<Path> programs) {
    try {
      Path archive = Files.createTempFile("styxcache-image", ".tar");
      try {
        String reference = this == APPTAINER ? "docker.io/styx/test:1.0" : "docker.io/" + name;
        ProcessBuilder making =
            new ProcessBuilder(
                "bash", SCRIPTS.resolve("mkimage.sh").toString(), archive.toString(), reference);
        making.environment().put("STYX_IMG_MARK", mark);
        making
            .environment()
            .put(
                "STYX_IMG_PROGRAMS",
                programs.stream().map(Path::toString).collect(Collectors.joining(" ")));
        Result made = call(making);
        if (made.code() != 0) {
          return made;
        }
        return call(
            this == APPTAINER
                ? List.of("apptainer", "-q", "build", "-F", name, "docker-archive:" + archive)
                : List.of(executable(), "load", "-q", "-i", archive.toString()));
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

  /** What runs of this JVM have left behind. */
  public List<String> leftovers() {
    return leftovers(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * What runs have left behind: folders with scripts, and containers in any state that use them.
   *
   * @param temporary the directory for temporary files of the JVM that carried out the runs, which
   *     no other one uses
   */
  public List<String> leftovers(Path temporary) {
    List<String> left = new ArrayList<>();
    if (this != APPTAINER) {
      String labelled = "--filter=label=" + ContainerRun.LABEL;
      Result all = call(List.of(executable(), "ps", "--all", "--quiet", labelled));
      assertThat(all.code()).as(all.output()).isZero();
      for (String id : all.output().lines().filter(line -> !line.isBlank()).toList()) {
        Result mounts = call(List.of(executable(), "inspect", "--format={{json .Mounts}}", id));
        if (mounts.code() == 0 && mounts.output().contains(temporary + "/")) {
          left.add(id);
        }
      }
    }
    try (Stream<Path> files = Files.walk(temporary, 6)) {
      files
          .filter(path -> path.toString().matches("(?s).*/\\.styxcache-runs/[^/]+"))
          // Those of other processes are in use.
          .filter(
              path ->
                  RunOwner.parse(path.getFileName().toString())
                      .filter(
                          owner -> owner.pid() == ProcessHandle.current().pid() || owner.isGone())
                      .isPresent())
          .map(Path::toString)
          .forEach(left::add);
    } catch (IOException | UncheckedIOException e) {
      return left; // Other tests delete theirs at the same time.
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
      Path output = Files.createTempFile("styxcache-call", ".txt");
      try {
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return new Result(-1, builder.command() + " took more than " + LIMIT_SECONDS + " s");
        }
        return new Result(process.exitValue(), Files.readString(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
