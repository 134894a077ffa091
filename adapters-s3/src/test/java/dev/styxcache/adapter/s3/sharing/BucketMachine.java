package dev.styxcache.adapter.s3.sharing;

import dev.styxcache.adapter.runner.local.LocalRunner;
import dev.styxcache.adapter.s3.S3RemoteStoreProvider;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine with a cache directory, which shares a bucket with others. */
final class BucketMachine implements AutoCloseable {

  private static final Metadata TOOL = Metadata.of("tool.v1", "tool", "demo");

  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  final List<RunReport> reports = Collections.synchronizedList(new ArrayList<>());
  private final Path directory;
  private final Map<String, Object> options;
  private Cache sharing;

  BucketMachine(Path directory, Map<String, Object> options) {
    this.directory = directory;
    this.options = new HashMap<>(options);
    try {
      Files.createDirectories(directory.resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.sharing = share();
  }

  private StoreSettings settings() {
    return new StoreSettings(
        directory.resolve("cache"),
        Map.of(),
        Services.only(HasherProvider.class).create(ByteProgress.silent()));
  }

  OpenedStore local() {
    return Services.named(StoreProvider.class, StoreProvider::type, "fs").open(settings());
  }

  private Cache share() {
    OpenedRemote remote = new S3RemoteStoreProvider().open(options);
    return Cache.builder()
        .store(local())
        .sharing(
            Services.named(LocalSharingProvider.class, LocalSharingProvider::type, "fs")
                .open(settings()))
        .remote(remote)
        .warnings(warnings::add)
        .build();
  }

  /** Restarts the machine: everything in memory is lost. */
  BucketMachine restart() {
    sharing.close();
    sharing = share();
    return this;
  }

  Cache sharing() {
    return sharing;
  }

  /** Result of a run. */
  record Run(Path output, RunReport report) {

    RunReport.Status status() {
      return report.status();
    }

    CacheKey key() {
      return report.key().orElseThrow();
    }

    String text() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Runs a script, whose text makes the key, through the shared cache. It must make {@code out}.
   */
  Run run(String script) {
    Path work = directory.resolve("work");
    CachingRunner runner =
        CachingRunner.around(
                LocalRunner.builder()
                    .workingDirectory(work)
                    .dataDirectory(directory.resolve("data"))
                    .build())
            .cache(sharing)
            .workingDirectory(work)
            .events(new Events())
            .policy(CachePolicy.defaults())
            .build();
    Execution execution = runner.startExecution(TOOL);
    execution.params(Map.of("script", script));
    Path output = execution.outputFile("out", false);
    execution.run(List.of("sh", "-c", script), OutputHandler.discard(), OutputHandler.discard());
    return new Run(output, reports.get(reports.size() - 1));
  }

  private final class Events implements CacheEvents {
    @Override
    public void finished(RunReport report) {
      reports.add(report);
    }

    @Override
    public void warning(String message) {
      warnings.add(message);
    }

    @Override
    public void waiting(CacheKey key, LockHolder holder) {
      // Of no interest here.
    }
  }

  @Override
  public void close() {
    sharing.close();
  }
}
