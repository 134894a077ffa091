package dev.styxcache.adapter.fs;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.publish.EntryPublisher;
import dev.styxcache.adapter.fs.read.EntryReader;
import dev.styxcache.adapter.fs.staging.LocalWriter;
import dev.styxcache.adapter.fs.upkeep.AbandonedRunsGc;
import dev.styxcache.adapter.fs.upkeep.ExposedOutputsGc;
import dev.styxcache.adapter.fs.upkeep.LocalUpkeep;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * A store in a directory that Python's {@code styxcache} and any number of processes share.
 * Thread-safe.
 *
 * <p><b>Atomicity.</b> A run writes to a folder of its own below {@code .incoming}, where no reader
 * looks. There it is sealed: it gets its manifest and, last, its done marker. Then one rename
 * publishes it. If a process is killed before the rename, there is no entry; after it, the entry is
 * complete. What is left below {@code .incoming} belongs to a lease that ended with the process,
 * and is collected by a later one. A rename cannot replace a folder that has something in it, so an
 * entry is never replaced. A second run of the same key is merged into the first one's entry.
 *
 * <p><b>Crashes of the machine.</b> A rename can reach the disk before the files do. A commit does
 * not force anything to the disk: for tools that write many files this would take longer than
 * everything else, to protect what can be computed again. Instead, {@link #find} compares sizes
 * with the manifest, since a file that such a crash leaves is too short. The manifest proves itself
 * (the key is the digest of the payload in it), captures have lengths and checksums, and the
 * read-only done marker tells when a manifest is lost. A file of the right size with wrong bytes is
 * not noticed. File systems leave one only if they are configured not to order data before names
 * ({@code data=writeback}); delete such a cache after a crash.
 *
 * <p><b>Rejected:</b> hard links from entries to outputs elsewhere, since a write to one would
 * change the other; a database beside the entries, since the directory answers every question, for
 * Python too; locks for correctness, since they are unreliable on network file systems.
 */
final class LocalCacheStore implements CacheStore {

  /** Maximum time that a run waits for garbage collection. */
  private static final Duration MAX_GC_WAIT = Duration.ofSeconds(5);

  /** Size of the write test: a whole block, so that it fails on a disk without a free one. */
  private static final int PROBE_BYTES = 4096;

  private final EntryLayout layout;
  private final ContentHasher hasher;
  private final EntryReader reader;
  private final AtomicBoolean collected = new AtomicBoolean();

  private LocalCacheStore(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.hasher = hasher;
    this.reader = new EntryReader(layout, hasher);
  }

  /**
   * Opens the store in a directory. Neither reads nor writes anything.
   *
   * @param root the cache directory, on any file system; it need not exist
   * @param hasher digests outputs when they are stored
   * @return the store, its upkeep and its locks
   */
  public static OpenedStore open(Path root, ContentHasher hasher) {
    return open(new EntryLayout(root), hasher);
  }

  static OpenedStore open(EntryLayout layout, ContentHasher hasher) {
    return new OpenedStore(
        new LocalCacheStore(layout, hasher), new LocalUpkeep(layout), new FileLocks(layout));
  }

  @Override
  public Path directoryOf(CacheKey key) {
    return layout.entry(key);
  }

  @Override
  public Lookup<CacheEntry> find(CacheKey key) {
    return reader.find(key);
  }

  /**
   * Tests whether the directory is writable. The first success starts garbage collection: not
   * earlier, since a cache that is only read must not be changed, and a hit must not wait for it.
   */
  @Override
  public WriteAccess writeAccess() {
    try {
      probe();
    } catch (IOException e) {
      return new WriteAccess.Failed(
          Failures.of("the cache cannot be written to", layout.root(), e));
    }
    EntryPublisher publisher = new EntryPublisher(layout, hasher);
    if (collected.compareAndSet(false, true)) {
      startCollection(publisher);
    }
    return new WriteAccess.Granted(new LocalWriter(layout, hasher, publisher));
  }

  private void probe() throws IOException {
    layout.create(layout.incoming());
    // As trash: it does not matter if this process dies now, or another one deletes the file.
    Path probe = layout.newTrash();
    try {
      Files.write(
          probe, new byte[PROBE_BYTES], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** A long collection continues beside the run; the rest is left for a later process. */
  private void startCollection(EntryPublisher publisher) {
    Thread thread = new Thread(() -> collect(publisher), "styxcache-gc");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MAX_GC_WAIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Failures are logged only: the run does not depend on collection. */
  private void collect(EntryPublisher publisher) {
    try {
      new AbandonedRunsGc(layout).run();
      new ExposedOutputsGc(layout, publisher).run();
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(LocalCacheStore.class)
          .warn("garbage in {} was not collected; a later process tries again", layout.root(), e);
    }
  }
}
