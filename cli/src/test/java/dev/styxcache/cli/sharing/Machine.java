package dev.styxcache.cli.sharing;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A machine with its own cache directory, which shares a remote store with others. */
final class Machine {

  static final Metadata TOOL = Metadata.of("tool.v1", "tool", "demo");
  static final String REMOTE_NAME = "memory://place";

  final Path directory;
  final Path cache;
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  final List<RunReport> reports = Collections.synchronizedList(new ArrayList<>());
  volatile Faults faults = Faults.none();
  volatile Instant now = Instant.parse("2026-11-28T08:00:00Z");
  private final RemoteStore remote;
  private RemoteSettings settings = RemoteSettings.defaults();
  private Cache sharing;

  Machine(Path directory, MemoryRemote.Place place) {
    this.directory = directory;
    this.cache = directory.resolve("cache");
    this.remote = new MemoryRemote(place, () -> faults);
    this.sharing = share();
    try {
      Files.createDirectories(directory.resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Machine settings(boolean push, CacheFailures failures) {
    settings = new RemoteSettings(push, Duration.ofSeconds(60), failures);
    sharing = share();
    return this;
  }

  /** Simulates a restart: all state in memory is lost. */
  Machine restart() {
    sharing = share();
    return this;
  }

  private Cache share() {
    OpenedRemote opened = new OpenedRemote(REMOTE_NAME, remote, writing -> List.of());
    return Cache.builder()
        .store(local())
        .sharing(side())
        .remote(opened)
        .remoteSettings(settings)
        .warnings(warnings::add)
        .clock(() -> now)
        .build();
  }

  private StoreSettings storeSettings() {
    return new StoreSettings(
        cache, Map.of(), Services.only(HasherProvider.class).create(ByteProgress.silent()));
  }

  OpenedStore local() {
    return Services.named(StoreProvider.class, StoreProvider::type, "fs").open(storeSettings());
  }

  LocalSharing side() {
    return Services.named(LocalSharingProvider.class, LocalSharingProvider::type, "fs")
        .open(storeSettings());
  }

  Cache sharing() {
    return sharing;
  }

  CachingRunner runner(CacheMode mode) {
    Path work = directory.resolve("work");
    Runner local =
        LocalRunner.builder()
            .workingDirectory(work)
            .dataDirectory(directory.resolve("data"))
            .build();
    return CachingRunner.around(local)
        .cache(sharing)
        .workingDirectory(work)
        .events(new Events(reports, warnings))
        .policy(CachePolicy.defaults().withMode(mode).withFailures(settings.failures()))
        .build();
  }

  /** Runs a script, whose text makes the key, through the shared cache. */
  Run run(String script, String... outputs) {
    return run(CacheMode.READ_WRITE, script, outputs);
  }

  Run run(CacheMode mode, String script, String... outputs) {
    Execution execution = runner(mode).startExecution(TOOL);
    execution.params(Map.of("script", script));
    List<Path> paths = new ArrayList<>();
    for (String output : outputs) {
      paths.add(execution.outputFile(output, false));
    }
    execution.run(List.of("sh", "-c", script), OutputHandler.discard(), OutputHandler.discard());
    return new Run(paths, reports.get(reports.size() - 1));
  }

  /** The result of a run. */
  record Run(List<Path> outputs, RunReport report) {

    RunReport.Status status() {
      return report.status();
    }

    CacheKey key() {
      return report.key().orElseThrow();
    }

    String text() {
      try {
        return Files.readString(outputs.get(0));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Keeps reports and warnings. */
  private record Events(List<RunReport> reports, List<String> warnings) implements CacheEvents {

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
