package dev.styxcache.benchmarks.sharing;

import dev.styxcache.adapter.s3.S3RemoteStoreProvider;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A machine: a cache directory, and a bucket that it shares with others. */
final class Machine implements AutoCloseable {

  private final StoreSettings settings;
  private final EntryExchange exchange;
  private final RemoteStore remote;

  Machine(Path cache, URI endpoint) {
    this.settings =
        new StoreSettings(
            cache, Map.of(), Services.only(HasherProvider.class).create(ByteProgress.silent()));
    this.exchange = Services.only(LocalSharingProvider.class).open(settings).exchange();
    this.remote =
        new S3RemoteStoreProvider()
            .open(
                Map.of(
                    "bucket",
                    BucketServer.BUCKET,
                    "prefix",
                    "styx/",
                    "endpoint",
                    endpoint.toString(),
                    "path_style",
                    true))
            .store();
  }

  static CacheKey key(String name) {
    return CacheKey.ofCanonicalText(payload(name));
  }

  private static String payload(String name) {
    return "{\"benchmark\":\"" + name + "\"}";
  }

  /** Makes an entry of files that are in a folder. */
  void make(String name, Path folder) throws IOException {
    EntryWriter writer =
        ((WriteAccess.Granted)
                Services.only(StoreProvider.class).open(settings).store().writeAccess())
            .writer();
    try (Staging staging = writer.stage(key(name));
        Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, staging.directory().resolve(file.getFileName()));
      }
      staging.commit(
          new RunRecord(
              payload(name),
              Metadata.of("benchmark", "benchmark", "benchmarks"),
              new ImageDigest(""),
              List.of("benchmark"),
              Instant.now(),
              Duration.ZERO,
              Set.of()));
    }
  }

  /** Deletes an entry here, so that the disk does not fill up. */
  void remove(String name) {
    Services.only(StoreProvider.class).open(settings).upkeep().remove(key(name));
  }

  /** Stores an entry in the bucket. */
  void push(String name) {
    EntryExchange.Export export = exchange.export(key(name));
    RemotePush push =
        remote.create(((EntryExchange.Export.Ready) export).entry(), ByteProgress.silent());
    if (!(push instanceof RemotePush.Stored)) {
      throw new IllegalStateException("not stored: " + push);
    }
  }

  /** Hydrates an entry from the bucket. */
  void pull(String name) {
    Lookup<RemoteEntry> lookup = remote.find(key(name));
    var found = ((Lookup.Found<RemoteEntry>) lookup).entry();
    var reception = (EntryExchange.Reception.Open) exchange.receive(found.entry());
    try (var target = reception.target()) {
      RemoteFetch fetch = found.fetch(target, ByteProgress.silent());
      if (!(fetch instanceof RemoteFetch.Fetched)) {
        throw new IllegalStateException("not fetched: " + fetch);
      }
      target.commit();
    }
  }

  @Override
  public void close() {
    remote.close();
  }
}
