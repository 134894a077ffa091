package dev.styxcache.cli.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.adapter.runner.container.RealEngine;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.api.caching.CachingRunnerBuilder;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the cache around a container runner, as wrappers use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CachedContainersContract {

  /** Runs in the image, with its input as {@code $1}. */
  private static final String COPY = "cat /etc/styx-mark \"$1\" >out; echo said; echo erred >&2";

  @TempDir static Path images;
  @TempDir Path scratch;

  private final RealEngine engine;
  private final Events events = new Events();
  private String image = "";
  private Path input = Path.of("");

  CachedContainersContract(RealEngine engine) {
    this.engine = engine;
  }

  @BeforeAll
  void makeImage() {
    engine.require();
    image = engine.newImageName(images);
    engine.makeImage(image, "first");
  }

  @AfterAll
  void removeImage() {
    if (!image.isEmpty()) {
      engine.removeImage(image);
    }
  }

  @BeforeEach
  void makeInput() throws IOException {
    input = Files.writeString(scratch.resolve("in, \"put\".txt"), "content");
    events.reports.clear();
    events.warnings.clear();
  }

  @AfterEach
  void noLeftovers() throws IOException {
    assertThat(engine.leftovers()).isEmpty();
    assertThat(cacheFolder(".incoming")).isEmpty();
    // Outputs exposed without an entry stay until this process ends.
    assertThat(cacheFolder(".locks"))
        .isEqualTo(
            cacheFolder(".shown").stream()
                .filter(name -> !name.equals("swept"))
                .map(run -> "staging-" + run + ".lock")
                .toList());
  }

  /** The names in a folder of the cache; empty if the folder is missing. */
  private List<String> cacheFolder(String name) throws IOException {
    Path folder = cache().resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(folder)) {
      return names.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void secondRun_isAHitWithTheSameOutputsAndStreams() throws IOException {
    Outcome first = copy(runner(), image);
    Outcome second = copy(runner(), image);
    assertThat(events.statuses()).containsExactly(Status.MISS, Status.HIT);
    assertThat(first.content()).isEqualTo("first\ncontent");
    assertThat(second).isEqualTo(first);
    assertThat(second.stdout()).isEqualTo("said\n");
    assertThat(second.stderr()).isEqualTo("erred\n");
    try (Stream<Path> outputs = Files.list(first.output().getParent())) {
      assertThat(outputs.map(path -> path.getFileName().toString()))
          .filteredOn(name -> !name.startsWith(".styxcache"))
          .containsExactly("out");
    }
    try (Stream<Path> all = Files.walk(cache())) {
      assertThat(all).noneMatch(path -> path.endsWith(".styxcache-run.sh"));
    }
  }

  @Test
  void outputs_areOwnedByTheCaller() throws IOException {
    Path output = copy(runner(), image).output();
    assertThat(Files.getAttribute(output, "unix:uid"))
        .isEqualTo(Files.getAttribute(input, "unix:uid"));
  }

  @Test
  void imageThatIsRebuiltUnderItsTag_isAMissAndTheOldOneAHitAgain() throws IOException {
    String name = engine.newImageName(images);
    Path kept = images.resolve("kept");
    try {
      engine.makeImage(name, "old");
      assertThat(copy(runner(), name).content()).isEqualTo("old\ncontent");
      if (engine == RealEngine.APPTAINER) {
        Files.copy(Path.of(name), kept);
      }
      engine.makeImage(name, "new");
      assertThat(copy(runner(), name).content()).isEqualTo("new\ncontent");
      if (engine == RealEngine.APPTAINER) {
        // A SIF file has the time in it at which it was built.
        Files.move(kept, Path.of(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } else {
        engine.makeImage(name, "old");
      }
      assertThat(copy(runner(), name).content()).isEqualTo("old\ncontent");
      assertThat(events.statuses()).containsExactly(Status.MISS, Status.MISS, Status.HIT);
    } finally {
      engine.removeImage(name);
    }
  }

  @Test
  void imageThatIsRebuiltBetweenKeyAndRun_isNotStoredUnderTheOldKey() throws IOException {
    String name = engine.newImageName(images);
    try {
      engine.makeImage(name, "old");
      Declared declared = declare(runner(), name, COPY, false);
      engine.makeImage(name, "new");
      Outcome first = declared.run();
      boolean stored = events.statuses().equals(List.of(Status.MISS));
      assertThat(first.content()).isEqualTo(stored ? "old\ncontent" : "new\ncontent");
      assertThat(stored).isEqualTo(engine != RealEngine.APPTAINER);
      if (!stored) {
        assertThat(events.warnings).anyMatch(warning -> warning.contains("changed while"));
      }
      assertThat(copy(runner(), name).content()).isEqualTo("new\ncontent");
    } finally {
      engine.removeImage(name);
    }
  }

  @Test
  void longLivedRunner_seesANewImage_whenItsResolvedDigestsExpire() throws IOException {
    String name = engine.newImageName(images);
    try {
      Runner runner = builder().imagesKeptFor(Duration.ZERO).build();
      engine.makeImage(name, "old");
      assertThat(copy(runner, name).content()).isEqualTo("old\ncontent");
      engine.makeImage(name, "new");
      assertThat(copy(runner, name).content()).isEqualTo("new\ncontent");
    } finally {
      engine.removeImage(name);
    }
  }

  @Test
  void hit_hasTheCopyOfTheMutableInput_andLeavesTheInputAlone() throws IOException {
    String script = "echo more >>\"$1\"; echo x >out";
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      Declared declared = declare(runner(), image, script, true);
      Path copy = declared.execution().mutableCopy(input);
      declared.run();
      assertThat(declared.execution().report().orElseThrow().status()).isEqualTo(expected);
      assertThat(copy)
          .hasContent("contentmore\n")
          .isEqualTo(declared.output().resolveSibling(input.getFileName()));
      assertThat(input).hasContent("content");
    }
  }

  @Test
  void toolThatFails_isNotStoredAndRunsAgain() {
    for (int code : new int[] {3, 125, 127}) {
      for (int i = 0; i < 2; i++) {
        String script = "echo why >&2; exit " + code;
        assertThatThrownBy(() -> declare(runner(), image, script, false).run())
            .isInstanceOfSatisfying(
                ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
            .hasMessageContaining("why");
      }
    }
    assertThat(events.statuses()).isEmpty();
  }

  @Test
  void imageThatCannotBeResolved_runsUncachedWithAWarningOrFailsIfStrict() {
    String missing = "no/such:1.0";
    assertThatThrownBy(() -> copy(runner(), missing)).isInstanceOf(ContainerEngineException.class);
    assertThat(events.warnings)
        .singleElement()
        .asString()
        .contains("goes on without the cache", missing, "pull");
    CachePolicy strict = CachePolicy.defaults().withFailures(CacheFailures.FAIL);
    assertThatThrownBy(() -> copy(builder().policy(strict).build(), missing))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(missing);
    assertThat(cache()).doesNotExist();
  }

  @Test
  void interruptedRun_leavesNoContainerAndNoStaging() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Declared declared = declare(runner(), image, "echo begun; sleep 1000", false);
    Thread thread =
        new Thread(
            () ->
                thrown.set(
                    catchThrowable(
                        () ->
                            declared
                                .execution()
                                .run(
                                    declared.command(),
                                    (buffer, offset, length) -> begun.countDown(),
                                    OutputHandler.discard()))));
    thread.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(thread.isAlive()).as("ends within seconds").isFalse();
    assertThat(thrown.get()).isInstanceOf(RunInterruptedException.class);
  }

  // --- helpers ---

  private Path cache() {
    return scratch.resolve("cache");
  }

  private CachingRunnerBuilder builder() {
    RunnerSettings settings =
        new RunnerSettings(scratch, scratch.resolve("data"), InheritedVariables.all(), Map.of());
    return CachingRunner.around(engine.runner(settings))
        .cacheDirectory(cache())
        .workingDirectory(scratch)
        .events(events);
  }

  private Runner runner() {
    return builder().build();
  }

  private Outcome copy(Runner runner, String tag) throws IOException {
    return declare(runner, tag, COPY, false).run();
  }

  private Declared declare(Runner runner, String tag, String script, boolean mutable) {
    Execution execution =
        runner.startExecution(new Metadata("copy.1", "copy", "test", Optional.of(tag)));
    execution.params(Map.of("script", script));
    String seen = execution.inputFile(input, false, mutable);
    Path output = execution.outputFile("out", false);
    return new Declared(execution, List.of("sh", "-c", script, "sh", seen), output);
  }

  private record Declared(Execution execution, List<String> command, Path output) {
    Outcome run() throws IOException {
      List<String> stdout = new ArrayList<>();
      List<String> stderr = new ArrayList<>();
      execution.run(
          command,
          (buffer, offset, length) -> stdout.add(new String(buffer, offset, length, UTF_8)),
          (buffer, offset, length) -> stderr.add(new String(buffer, offset, length, UTF_8)));
      return new Outcome(
          output, Files.readString(output), String.join("", stdout), String.join("", stderr));
    }
  }

  private record Outcome(Path output, String content, String stdout, String stderr) {}

  private static final class Events implements CacheEvents {
    final List<RunReport> reports = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();

    List<Status> statuses() {
      return reports.stream().map(RunReport::status).toList();
    }

    @Override
    public void finished(RunReport report) {
      reports.add(report);
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
    }

    @Override
    public void waiting(CacheKey key, LockHolder holder) {}
  }
}
