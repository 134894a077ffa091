package dev.styxcache.cli.doctor;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.cli.text.Amounts;
import dev.styxcache.cli.text.IoReasons;
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
import java.util.UUID;

/** Checks a store with a probe: an entry is written, found, read and deleted. */
public final class StoreCheck {

  private static final String SUBJECT = "store";
  private static final String OUTPUT = "probe.txt";

  private final OpenedStore opened;
  private final Path directory;
  private final String text = "styxcache doctor " + UUID.randomUUID();
  private final CacheKey key = CacheKey.ofCanonicalText(text);

  private StoreCheck(OpenedStore opened, Path directory) {
    this.opened = opened;
    this.directory = directory;
  }

  /**
   * Checks a store.
   *
   * @param opened the store
   * @param directory the cache directory
   * @return the finding
   */
  public static Finding check(OpenedStore opened, Path directory) {
    StoreCheck check = new StoreCheck(opened, directory);
    try {
      return check.probe();
    } catch (IOException e) {
      return Finding.fault(
          SUBJECT, "cannot store a probe in " + directory + ": " + IoReasons.of(e));
    } catch (StyxCacheException e) {
      return Finding.fault(SUBJECT, String.valueOf(e.getMessage()));
    }
  }

  private Finding probe() throws IOException {
    WriteAccess access = opened.store().writeAccess();
    if (access instanceof WriteAccess.Failed failed) {
      throw failed.failure();
    }
    return access instanceof WriteAccess.Granted granted
        ? probe(granted.writer())
        : Finding.sound(SUBJECT, directory + " is used read-only");
  }

  private Finding probe(EntryWriter writer) throws IOException {
    long started = System.nanoTime();
    try {
      write(writer);
      read(opened.store());
    } finally {
      opened.upkeep().remove(key);
    }
    if (!(opened.store().find(key) instanceof Lookup.Missing)) {
      return Finding.fault(SUBJECT, directory + " still has a deleted probe; delete " + entry());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return Finding.sound(
        SUBJECT,
        directory
            + " keeps, finds and deletes a probe in "
            + took.toMillis()
            + " ms, and has room for "
            + Amounts.ofBytes(Files.getFileStore(directory).getUsableSpace()));
  }

  private void write(EntryWriter writer) throws IOException {
    try (Staging staging = writer.stage(key)) {
      Files.writeString(staging.directory().resolve(OUTPUT), text);
      Commit commit =
          staging.commit(
              new RunRecord(
                  text,
                  Metadata.of("doctor", "probe", "styxcache"),
                  ImageDigest.ofTag(""),
                  List.of("probe"),
                  Instant.now(),
                  Duration.ZERO,
                  Set.of(OUTPUT)));
      if (!(commit instanceof Commit.Stored)) {
        throw new CacheUnavailableException("the probe was not stored: " + commit);
      }
    }
  }

  private void read(CacheStore store) throws IOException {
    Lookup<CacheEntry> lookup = store.find(key);
    if (!(lookup instanceof Lookup.Found<CacheEntry> found) || !found.entry().contains(OUTPUT)) {
      throw new CacheUnavailableException(
          "the probe was stored in " + directory + " but not found there: " + lookup);
    }
    if (!Files.readString(entry().resolve(OUTPUT)).equals(text)) {
      throw new CacheUnavailableException(
          "the probe at " + entry() + " has other content than was written; check the disk");
    }
  }

  private Path entry() {
    return opened.store().directoryOf(key);
  }
}
