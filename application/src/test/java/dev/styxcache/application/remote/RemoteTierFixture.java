package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.remote.RemoteTier.RemoteListener;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/** A remote tier over stores in memory, whose faults and clock a test sets. */
@Timeout(60)
abstract class RemoteTierFixture {

  static final String PLACE = "s3://lab-cache/";
  static final String PAYLOAD = "{\"test\":1}";
  static final CacheKey KEY = CacheKey.ofCanonicalText(PAYLOAD);

  final MemoryRemote.Place place = new MemoryRemote.Place();
  final MemoryStore here = new MemoryStore();
  final MemoryStore there = new MemoryStore();
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  Faults faults = Faults.none();
  RemoteSettings settings = RemoteSettings.defaults();
  Instant now = Instant.parse("2026-11-22T12:00:00Z");

  RemoteTier tier(MemoryStore store, RemoteStore remote) {
    return new RemoteTier(
        store,
        store.sharing(),
        new OpenedRemote(PLACE, remote, writing -> List.of()),
        settings,
        new RemoteListener(ByteProgress.silent(), ByteProgress.silent()),
        () -> now);
  }

  RemoteTier tier(MemoryStore store) {
    return tier(store, new MemoryRemote(place, () -> faults));
  }

  Pull pull(RemoteTier tier) {
    return tier.pull(KEY, warnings::add);
  }

  Push push(RemoteTier tier) {
    return tier.push(KEY, false, warnings::add);
  }

  /** Stores an entry with files, named and filled alike. */
  static void store(MemoryStore store, String... files) throws IOException {
    store(store, Set.of(), files);
  }

  static void store(MemoryStore store, Set<String> requested, String... files) throws IOException {
    try (Staging staging = store.stage(KEY)) {
      for (String file : files) {
        Files.writeString(staging.directory().resolve(file), file);
      }
      staging.commit(
          new RunRecord(
              PAYLOAD,
              Metadata.of("tool.v1", "tool", "demo"),
              ImageDigest.ofTag(""),
              List.of("tool"),
              Instant.EPOCH,
              Duration.ZERO,
              requested));
    }
  }

  /** Puts an entry into the remote store, and leaves the local one empty. */
  void pushed(String... files) throws IOException {
    MemoryStore maker = new MemoryStore();
    store(maker, files);
    assertThat(push(tier(maker))).isInstanceOf(Push.Sent.class);
  }

  /** A remote store that answers as a test wants. */
  static class Stub implements RemoteStore {

    @Override
    public Lookup<RemoteEntry> find(CacheKey key) {
      return new Lookup.Missing<>();
    }

    @Override
    public RemotePush create(EntryExport export, ByteProgress progress) {
      return new RemotePush.Stored(0);
    }

    @Override
    public Optional<Fault> discard(CacheKey key) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
