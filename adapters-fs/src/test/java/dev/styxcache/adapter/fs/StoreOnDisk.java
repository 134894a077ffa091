package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.hash.AutoHasherProvider;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A local store for tests that look at what is on disk. */
public final class StoreOnDisk {

  /** The hasher of all these stores. */
  public static final ContentHasher HASHER = new AutoHasherProvider().create(ByteProgress.silent());

  private final Path root;

  /**
   * Creates a store.
   *
   * @param root its directory
   */
  public StoreOnDisk(Path root) {
    this.root = root;
  }

  /** Writes the outputs of a run. */
  @FunctionalInterface
  public interface Tool {
    /** Writes them. */
    void run(Path output) throws IOException;
  }

  /** Its directory. */
  public Path root() {
    return root;
  }

  /** Opens it again. */
  public OpenedStore open() {
    return LocalCacheStore.open(root, HASHER);
  }

  /** Opens it again for writing. */
  public EntryWriter writer() {
    // Without AssertJ, which would double the classes that a child process loads.
    WriteAccess access = open().store().writeAccess();
    if (access instanceof WriteAccess.Granted granted) {
      return granted.writer();
    }
    throw new IllegalStateException("the cache cannot be written to: " + access);
  }

  /** The key of a name. */
  public static CacheKey key(String name) {
    return CacheKey.ofCanonicalText(payload(name));
  }

  private static String payload(String name) {
    return "{\"test\":\"" + name + "\"}";
  }

  /** A run of a name. */
  public static RunRecord record(String name, String... requested) {
    return new RunRecord(
        payload(name),
        Metadata.of("tool.v1", "tool", "demo"),
        ImageDigest.ofTag(""),
        List.of("tool"),
        Instant.parse("2026-11-22T12:00:00Z"),
        Duration.ofMillis(5),
        Set.of(requested));
  }

  /** Runs a tool and commits its outputs. */
  public Commit store(RunRecord record, Tool tool) throws IOException {
    try (Staging staging = writer().stage(CacheKey.ofCanonicalText(record.payload()))) {
      tool.run(staging.directory());
      return staging.commit(record);
    }
  }

  /** Looks up the entry of a name. */
  public Lookup<CacheEntry> find(String name) {
    return open().store().find(key(name));
  }

  /** The entry of a name. */
  public CacheEntry found(String name) {
    Lookup<CacheEntry> lookup = find(name);
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<CacheEntry>) lookup).entry();
  }

  /** Where the entry of a name is. */
  public Path entry(String name) {
    return open().store().directoryOf(key(name));
  }

  /** The names in a folder of the cache; none if it does not exist. */
  public List<String> names(String folder) throws IOException {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(path)) {
      return names.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }
}
