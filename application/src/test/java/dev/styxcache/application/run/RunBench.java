package dev.styxcache.application.run;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.remote.RemoteTier.RemoteListener;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.testing.MemoryCopier;
import dev.styxcache.testing.MemoryHasher;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryStore;
import dev.styxcache.testing.MemoryTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator on a store, a runner and a remote store in memory. Records all that happens in
 * order, and lets a test do something at any of these steps.
 */
final class RunBench {

  static final Metadata TOOL = Metadata.of("tool.v1", "tool", "demo");

  /** The command of every run of this bench. */
  static final List<String> COMMAND = List.of("tool", "in");

  static final String REMOTE = "s3://lab-cache/";
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  final MemoryStore store;
  final MemoryRemote.Place place;
  final Path work;
  final Path input;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** Whether the key has the command and its executable, as on the command line. */
  boolean callIsInKey;

  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  final List<RunReport> reports = Collections.synchronizedList(new ArrayList<>());

  Runner runner;
  CachePolicy policy = CachePolicy.defaults();
  Optional<RemoteSettings> remote = Optional.empty();
  MemoryRemote.Faults faults = MemoryRemote.Faults.none();
  ContentWatch otherContent = Optional::empty;
  MemoryTool tool = MemoryTool.writing("out", "one");
  Instant now = START;

  private final Map<String, Step> steps = Collections.synchronizedMap(new HashMap<>());
  private @Nullable RunCoordinator coordinator;

  /** What a test does at a step. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** A machine with a store of its own. */
  RunBench() {
    this(new MemoryRemote.Place());
  }

  /** Another machine of the same remote store. */
  RunBench(MemoryRemote.Place place) {
    this(new MemoryStore(), place);
  }

  private RunBench(MemoryStore store, MemoryRemote.Place place) {
    this.store = store;
    this.place = place;
    this.work = store.directory("work");
    this.input = work.resolve("in");
    if (Files.notExists(input)) {
      write(input, "content");
    }
    this.runner = new MemoryRunner(work, this::runTool);
  }

  /** Another process that uses the same store. */
  RunBench anotherProcess() {
    RunBench other = new RunBench(store, place);
    other.policy = policy;
    other.remote = remote;
    return other;
  }

  /** What the runner of this bench runs. */
  void runTool(MemoryTool.Call call) throws IOException {
    record("run");
    tool.run(call);
  }

  static void write(Path file, String content) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something done once, at the next step of a name, before the step itself. */
  void once(String step, Step action) {
    steps.put(step, action);
  }

  void record(String step) {
    log.add(step);
    Step action = steps.remove(step);
    if (action != null) {
      try {
        action.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void withRemote() {
    remote = Optional.of(RemoteSettings.defaults());
  }

  /** The coordinator, made of the present settings at the first call. */
  synchronized RunCoordinator coordinator() {
    if (coordinator == null) {
      coordinator = newCoordinator();
    }
    return coordinator;
  }

  private RunCoordinator newCoordinator() {
    RecordedStore recorded = new RecordedStore(store, this::record);
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new RunCoordinator(
        new Components(
            runner,
            recorded.opened(),
            remote.map(settings -> tier(recorded, settings, clock)),
            new KeyMaker(runner, policy, new MemoryHasher(), runner.images()),
            new MemoryCopier(),
            policy,
            new Recording(),
            callIsInKey
                ? Optional.empty()
                : Optional.of(new ExecutableDigests(runner, new MemoryHasher())),
            callIsInKey,
            otherContent,
            work,
            clock));
  }

  private RemoteTier tier(RecordedStore recorded, RemoteSettings settings, Clock clock) {
    MemoryRemote memory =
        new MemoryRemote(
            place,
            () ->
                (step, key) -> {
                  record("remote " + step.name().toLowerCase(Locale.ROOT));
                  return faults.at(step, key);
                });
    return new RemoteTier(
        store,
        recorded.sharing(),
        new OpenedRemote(REMOTE, memory, writing -> List.of()),
        settings,
        new RemoteListener(ByteProgress.silent(), ByteProgress.silent()),
        clock);
  }

  private final class Recording implements CacheEvents {

    @Override
    public void keyed(Metadata metadata, CacheKey key) {
      record("keyed");
    }

    @Override
    public void finished(RunReport report) {
      reports.add(report);
      record("finished " + report.status());
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
      record("warning");
    }

    @Override
    public void waiting(CacheKey key, LockHolder holder) {
      record("waiting");
    }

    @Override
    public void pulled(CacheKey key, Pull pull) {
      record("pulled " + pull.getClass().getSimpleName());
    }

    @Override
    public void pushed(CacheKey key, Push push) {
      record("pushed " + push.getClass().getSimpleName());
    }
  }

  /** Declares the input and some required outputs. */
  Execution start(String... outputs) {
    Execution execution = coordinator().start(TOOL);
    execution.params(Map.of("level", 1));
    execution.inputFile(input, false, false);
    for (String output : outputs) {
      execution.outputFile(output, false);
    }
    return execution;
  }

  void run(Execution execution) {
    execution.run(COMMAND, OutputHandler.discard(), OutputHandler.discard());
  }

  /** Runs the tool with some required outputs. */
  RunReport run(String... outputs) {
    Execution execution = start(outputs);
    run(execution);
    return execution.report().orElseThrow();
  }

  /** The key of every run of this bench. */
  CacheKey key() {
    RunDeclaration declared = new RunDeclaration(TOOL, work);
    declared.params(Map.of("level", 1), Map.of("level", 1));
    declared.add(declared.input(input, false, false), input.toString());
    return new KeyMaker(runner, policy, new MemoryHasher(), runner.images()).key(declared).key();
  }

  /** Where the entry stands, or an exposed tree. */
  Path entry() {
    return store.directoryOf(key());
  }

  Lookup<CacheEntry> lookup() {
    return store.find(key());
  }

  List<CacheKey> pending() {
    return store.sharing().pending().list(REMOTE);
  }

  int runs() {
    return Collections.frequency(List.copyOf(log), "run");
  }
}
