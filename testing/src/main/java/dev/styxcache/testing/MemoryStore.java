package dev.styxcache.testing;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A local store in memory, for tests: output trees are on a jimfs file system of its own, the rest
 * is in maps. A test can make it fail, and corrupt what it holds.
 *
 * <pre>{@code
 * MemoryStore store = new MemoryStore();
 * Cache cache = Cache.builder().store(store.opened()).sharing(store.sharing()).build();
 * }</pre>
 *
 * <p>Unlike a store on disk it does not make entries read-only, and is shared by the threads of one
 * process only.
 *
 * <p>Safe for use by many threads: each method runs under one lock for the whole store.
 */
public final class MemoryStore implements CacheStore, EntryUpkeep, EntryWriter {

  private final FileSystem files =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setAttributeViews("basic", "owner", "posix", "unix")
              .setWorkingDirectory("/")
              .build());

  private final Path root = files.getPath("/cache");
  private final Path incoming = root.resolve("incoming");
  private final InstantSource clock;
  private final KeyLocks locks = new MemoryLocks();
  private final PendingPushes pending = new MemoryPending();
  private final Map<CacheKey, Stored> entries = new HashMap<>();
  private @Nullable String unavailable;
  private @Nullable String unwritable;
  private int names;

  /** An entry beside its tree. */
  private record Stored(Optional<EntryManifest> manifest, java.time.Instant lastUse, int format) {}

  /** An empty store. */
  public MemoryStore() {
    this(InstantSource.system());
  }

  /**
   * An empty store.
   *
   * @param clock tells when entries were last used
   */
  public MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The store with what belongs to it.
   *
   * @return the store, its upkeep and its locks
   */
  public OpenedStore opened() {
    return new OpenedStore(this, this, locks);
  }

  /**
   * The local side of sharing, for a remote tier behind this store. Manifests travel only between
   * memory stores of one process.
   *
   * @return the exchange, and the notes of what is to be pushed
   */
  public LocalSharing sharing() {
    return new LocalSharing(new MemoryExchange(this), pending);
  }

  /**
   * The hasher of this store's entries.
   *
   * @return the hasher
   */
  public ContentHasher hasher() {
    return new MemoryHasher();
  }

  /**
   * A directory outside of the cache, on the store's file system, for inputs.
   *
   * @param name its name
   * @return the absolute path of an existing directory
   */
  public Path directory(String name) {
    try {
      return Files.createDirectories(files.getPath("/work").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Faults, for tests.

  /**
   * Makes every operation fail from now on.
   *
   * @param message the failure's message
   */
  public synchronized void makeUnavailable(String message) {
    unavailable = message;
  }

  /**
   * Makes writing fail from now on, as on a full disk: no staging opens, none is committed, and
   * nothing is pulled. Entries can be read and removed, and trees can be exposed.
   *
   * @param message the failure's message
   */
  public synchronized void makeUnwritable(String message) {
    unwritable = message;
  }

  /** Ends {@link #makeUnavailable} and {@link #makeUnwritable}. */
  public synchronized void repair() {
    unavailable = null;
    unwritable = null;
  }

  /**
   * Corrupts an entry: deletes its first file, be it an output or a captured stream.
   *
   * @param key the entry
   * @throws IllegalStateException if there is no entry with a file
   */
  public synchronized void corrupt(CacheKey key) {
    try (Stream<Path> paths = Files.walk(directoryOf(key))) {
      Files.delete(
          paths
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no file in the entry " + key)));
    } catch (IOException e) {
      throw new IllegalStateException("there is no entry " + key, e);
    }
  }

  /**
   * Gives an entry a format that this version does not know.
   *
   * @param key the entry
   * @throws IllegalStateException if there is none
   */
  public synchronized void makeNewer(CacheKey key) {
    Stored stored = entries.get(key);
    if (stored == null) {
      throw new IllegalStateException("there is no entry " + key);
    }
    entries.put(
        key, new Stored(stored.manifest(), stored.lastUse(), EntryManifest.NEWEST_FORMAT + 1));
  }

  // The store.

  @Override
  public Path directoryOf(CacheKey key) {
    return root.resolve("entries").resolve(key.hex());
  }

  @Override
  public synchronized Lookup<CacheEntry> find(CacheKey key) {
    Stored stored = entries.get(key);
    if (unavailable != null) {
      return new Lookup.Unavailable<>(new CacheUnavailableException(unavailable));
    } else if (stored == null) {
      return new Lookup.Missing<>();
    } else if (stored.format() > EntryManifest.NEWEST_FORMAT) {
      return new Lookup.Newer<>(
          "the entry at " + directoryOf(key) + " has format " + stored.format());
    }
    try {
      Optional<String> mismatch =
          stored.manifest().isEmpty()
              ? Optional.empty()
              : EntryMembers.findMismatch(directoryOf(key), stored.manifest().get());
      return mismatch.isPresent()
          ? new Lookup.Corrupt<>(
              mismatch.get() + " is in the manifest, but is missing or differs on disk")
          : new Lookup.Found<>(new MemoryEntry(this, key, stored.manifest()));
    } catch (IOException e) {
      return new Lookup.Unavailable<>(failure(key, e));
    }
  }

  @Override
  public synchronized WriteAccess writeAccess() {
    try {
      requireWritable();
      return new WriteAccess.Granted(this);
    } catch (CacheUnavailableException e) {
      return new WriteAccess.Failed(e);
    }
  }

  private void requireAvailable() {
    if (unavailable != null) {
      throw new CacheUnavailableException(unavailable);
    }
  }

  void requireWritable() {
    requireAvailable();
    if (unwritable != null) {
      throw new CacheUnavailableException(unwritable);
    }
  }

  static CacheUnavailableException failure(CacheKey key, IOException cause) {
    return new CacheUnavailableException("the entry " + key + " cannot be used: " + cause, cause);
  }

  // Upkeep.

  @Override
  public synchronized void recordUse(CacheKey key) {
    entries.computeIfPresent(
        key, (same, old) -> new Stored(old.manifest(), clock.instant(), old.format()));
  }

  @Override
  public synchronized Path quarantine(CacheKey key) {
    requireAvailable();
    if (entries.remove(key) == null) {
      throw new CacheUnavailableException("there is no entry " + key + " to quarantine");
    }
    try {
      Path place = root.resolve("quarantine").resolve(key.hex() + "-" + names++);
      Files.createDirectories(place.getParent());
      return Files.move(directoryOf(key), place);
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public synchronized void remove(CacheKey key) {
    requireAvailable();
    entries.remove(key);
    try {
      EntryTree.delete(directoryOf(key));
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  @Override
  public synchronized Stream<EntrySummary> list() {
    requireAvailable();
    return entries.entrySet().stream()
        .map(entry -> new EntrySummary(entry.getKey(), entry.getValue().lastUse()))
        .toList()
        .stream();
  }

  // Writing.

  @Override
  public synchronized Staging stage(CacheKey key) {
    requireWritable();
    return new MemoryStaging(this, key, newFolder());
  }

  /** An empty folder for what is not an entry yet. */
  synchronized Path newFolder() {
    try {
      return Files.createDirectories(incoming.resolve("run-" + names++));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void expose(CacheKey key, Path tree) {
    requireAvailable();
    if (entries.containsKey(key)) {
      return;
    }
    Path place = directoryOf(key);
    try {
      EntryTree.delete(place);
      Files.createDirectories(place.getParent());
      if (incoming.equals(tree.getParent())) {
        EntryTree.relativeLinks(tree, EntryTree.scan(tree));
        Files.move(tree, place);
      } else if (tree.getFileSystem().equals(files)) {
        Files.createSymbolicLink(place, tree.toAbsolutePath());
      } else {
        // No link leads from one file system to another.
        new MemoryCopier().copy(tree, place);
      }
    } catch (IOException e) {
      throw failure(key, e);
    }
  }

  /**
   * Moves a complete folder to the place of its entry, or adds to the entry that is there what it
   * lacks.
   */
  synchronized Commit publish(CacheKey key, Path folder, Optional<EntryManifest> manifest)
      throws IOException {
    Stored first = entries.get(key);
    if (first != null) {
      if (first.manifest().isPresent() && manifest.isPresent()) {
        entries.put(key, merged(key, first, folder, manifest.get()));
      }
      return new Commit.Joined();
    }
    EntryTree.delete(directoryOf(key));
    Files.createDirectories(directoryOf(key).getParent());
    Files.move(folder, directoryOf(key));
    entries.put(key, new Stored(manifest, clock.instant(), EntryManifest.NEWEST_FORMAT));
    return new Commit.Stored(manifest.map(EntryManifest::leftOut).orElse(Map.of()));
  }

  /** Moves a complete folder to the place of its entry; replaces one that differs. */
  synchronized Commit publishOrReplace(CacheKey key, Path folder, EntryManifest manifest)
      throws IOException {
    Stored first = entries.get(key);
    Optional<String> difference =
        first == null
            ? Optional.empty()
            : first
                .manifest()
                .filter(old -> !old.isOfAnotherRun(manifest))
                .flatMap(old -> old.findDifference(manifest));
    if (difference.isEmpty()) {
      return publish(key, folder, Optional.of(manifest));
    }
    entries.remove(key);
    publish(key, folder, Optional.of(manifest));
    return new Commit.Replaced(difference.get(), manifest.leftOut());
  }

  private Stored merged(CacheKey key, Stored first, Path folder, EntryManifest second)
      throws IOException {
    EntryManifest old = first.manifest().orElseThrow();
    EntryManifest merged = old.mergedWith(second);
    List<TreeRecord> present = old.outputs();
    for (TreeRecord record : merged.outputs()) {
      if (!present.contains(record)) {
        Path place = directoryOf(key).resolve(record.path());
        EntryTree.delete(place);
        Files.copy(
            folder.resolve(record.path()),
            place,
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new Stored(Optional.of(merged), first.lastUse(), first.format());
  }
}
