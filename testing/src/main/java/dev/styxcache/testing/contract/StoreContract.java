package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.OutputHandler;
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
import dev.styxcache.domain.manifest.EntryManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the contract suites of a store have in common. A subclass gives the store; it is a new and
 * empty one for each test.
 */
public abstract class StoreContract {

  private int directories;

  /**
   * The store of this test, opened anew at each call, as by another user of it.
   *
   * @return the store with what belongs to it
   */
  protected abstract OpenedStore open();

  /**
   * A hasher that can read what is in {@link #directory}.
   *
   * @return the hasher
   */
  protected abstract ContentHasher hasher();

  /**
   * A directory outside of the store, for inputs and trees.
   *
   * @return an existing, empty directory
   */
  protected abstract Path directory() throws IOException;

  /** The payload of a test's run; each name makes another key. */
  protected static String payload(String name) {
    return "{\"test\":\"" + name + "\"}";
  }

  protected static CacheKey key(String name) {
    return CacheKey.ofCanonicalText(payload(name));
  }

  protected static RunRecord record(String name, String... requested) {
    return record(name, List.of(), requested);
  }

  /** A run with copies of mutable inputs. */
  protected static RunRecord record(String name, List<String> copies, String... requested) {
    return new RunRecord(
        payload(name),
        new Metadata("tool.v1", "tool", "demo", Optional.of("image:1")),
        new ImageDigest("docker:sha256:1"),
        List.of("tool", "--name", "a \"b\"\n\u00e9"),
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-11-22T12:00:00.123Z"),
        Duration.ofMillis(1500),
        Set.of(requested),
        copies);
  }

  protected final EntryWriter writer() {
    WriteAccess access = open().store().writeAccess();
    assertThat(access).isInstanceOf(WriteAccess.Granted.class);
    return ((WriteAccess.Granted) access).writer();
  }

  /** Makes the outputs of a run. */
  @FunctionalInterface
  protected interface Tool {
    void run(Path output) throws IOException;
  }

  /** Runs a tool and commits what it made. */
  protected final Commit store(RunRecord record, Tool tool) throws IOException {
    try (Staging staging = writer().stage(CacheKey.ofCanonicalText(record.payload()))) {
      tool.run(staging.directory());
      return staging.commit(record);
    }
  }

  protected final CacheEntry found(String name) {
    Lookup<CacheEntry> lookup = open().store().find(key(name));
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<CacheEntry>) lookup).entry();
  }

  protected final EntryManifest manifest(String name) {
    return found(name).manifest().orElseThrow();
  }

  protected final void assertAbsent(String name) {
    assertThat(open().store().find(key(name))).isEqualTo(new Lookup.Missing<>());
  }

  /** Where the entry of a name stands. */
  protected final Path entry(String name) {
    return open().store().directoryOf(key(name));
  }

  /** A new directory below {@link #directory}. */
  protected final Path newDirectory() throws IOException {
    return Files.createDirectory(directory().resolve("d" + directories++));
  }

  protected static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  protected static void feed(OutputHandler handler, byte[] bytes, int pieceLength) {
    for (int at = 0; at < bytes.length; at += pieceLength) {
      handler.accept(bytes, at, Math.min(pieceLength, bytes.length - at));
    }
    handler.end();
  }

  protected static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
