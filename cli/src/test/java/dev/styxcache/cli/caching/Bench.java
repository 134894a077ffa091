package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.api.caching.CachingRunnerBuilder;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A cache on a real disk, a local runner, and a tool that is a shell script and counts its runs.
 *
 * <p>The script has its inputs as {@code $1 …}, and adds a line to a file outside of the cache for
 * each run.
 */
final class Bench {

  static final Metadata TOOL = Metadata.of("tool.v1", "tool", "demo");

  final Path directory;
  final Path cache;
  final Path data;
  final Path work;
  final RecordingEvents events = new RecordingEvents();
  private final Path counter;

  Bench(Path directory) {
    this.directory = directory;
    this.cache = directory.resolve("cache");
    this.data = directory.resolve("data");
    this.work = directory.resolve("work");
    this.counter = directory.resolve("runs");
    try {
      Files.createDirectories(work);
      Files.writeString(counter, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Runner base() {
    return base(Map.of());
  }

  Runner base(Map<String, String> environment) {
    return LocalRunner.builder()
        .workingDirectory(work)
        .dataDirectory(data)
        .environment(environment)
        .build();
  }

  OpenedStore store() {
    return Services.named(StoreProvider.class, StoreProvider::type, "fs")
        .open(
            new StoreSettings(
                cache,
                Map.of(),
                Services.only(HasherProvider.class).create(ByteProgress.silent())));
  }

  CachingRunnerBuilder builder() {
    return builder(base());
  }

  CachingRunnerBuilder builder(Runner base) {
    return CachingRunner.around(base).store(store()).workingDirectory(work).events(events);
  }

  CachingRunner runner() {
    return builder().build();
  }

  CachingRunner runner(CachePolicy policy) {
    return builder().policy(policy).build();
  }

  Path file(String name, String content) {
    try {
      Path file = work.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of runs of the tool. */
  long runs() {
    try {
      return Files.readString(counter).lines().count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Call call(Runner runner, String script) {
    return new Call(runner, script);
  }

  /** The names in a folder of the cache; empty if the folder is missing. */
  List<String> cacheFolder(String name) {
    Path folder = cache.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(folder)) {
      return names.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertNothingInProgress() {
    assertThat(cacheFolder(".incoming")).isEmpty();
    // Outputs exposed without an entry stay until this process ends.
    List<String> shown =
        cacheFolder(".shown").stream()
            .filter(name -> !name.equals("swept"))
            .map(run -> "staging-" + run + ".lock")
            .toList();
    assertThat(cacheFolder(".locks")).isEqualTo(shown);
  }

  void assertNoEntry() {
    if (!Files.exists(cache)) {
      return;
    }
    try (Stream<Path> all = Files.walk(cache)) {
      assertThat(all.filter(path -> path.endsWith(".styxcache.done"))).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call of the tool as a generated wrapper makes it. */
  final class Call {

    private final Runner runner;
    private final String script;
    private Metadata metadata = TOOL;
    private Map<String, Object> params = new LinkedHashMap<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, Boolean> outputs = new LinkedHashMap<>();
    private OutputHandler stdout = OutputHandler.discard();
    private OutputHandler stderr = OutputHandler.discard();

    private record Input(Path path, boolean resolveParent, boolean mutable) {}

    private Call(Runner runner, String script) {
      this.runner = runner;
      this.script = script;
    }

    Call metadata(Metadata newMetadata) {
      metadata = newMetadata;
      return this;
    }

    Call param(String name, Object value) {
      params.put(name, value);
      return this;
    }

    Call params(Map<String, Object> all) {
      params = all;
      return this;
    }

    Call input(String path) {
      inputs.add(new Input(Path.of(path), false, false));
      return this;
    }

    Call inputWithParent(String path) {
      inputs.add(new Input(Path.of(path), true, false));
      return this;
    }

    Call mutable(String path) {
      inputs.add(new Input(Path.of(path), false, true));
      return this;
    }

    Call output(String name) {
      outputs.put(name, false);
      return this;
    }

    Call optionalOutput(String name) {
      outputs.put(name, true);
      return this;
    }

    Call stdout(OutputHandler handler) {
      stdout = handler;
      return this;
    }

    Call stderr(OutputHandler handler) {
      stderr = handler;
      return this;
    }

    /** Declares everything and does not run. */
    Declared declare() {
      Execution execution = runner.startExecution(metadata);
      execution.params(params);
      List<String> command =
          new ArrayList<>(List.of("sh", "-c", "echo run >> '" + counter + "'\n" + script, "tool"));
      for (Input input : inputs) {
        command.add(execution.inputFile(input.path(), input.resolveParent(), input.mutable()));
      }
      Map<String, Path> paths = new LinkedHashMap<>();
      outputs.forEach((name, optional) -> paths.put(name, execution.outputFile(name, optional)));
      return new Declared(execution, command, new Outputs(paths));
    }

    /** Runs, and returns where the outputs are. */
    Outputs run() {
      Declared declared = declare();
      declared.execution().run(declared.command(), stdout, stderr);
      return declared.paths();
    }

    /** Runs, and returns the content of the one output. */
    String runAndRead() {
      try {
        return Files.readString(run().values().iterator().next());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  record Declared(Execution execution, List<String> command, Outputs paths) {}

  /** The paths that were returned for the outputs. */
  record Outputs(Map<String, Path> byName) {

    Path get(String name) {
      return Objects.requireNonNull(byName.get(name), name);
    }

    Collection<Path> values() {
      return byName.values();
    }
  }
}
