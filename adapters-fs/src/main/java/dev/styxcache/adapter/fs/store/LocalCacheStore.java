package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileKeyLocks;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * A cache in a directory, shared with Python's {@code styxcache} and with any number of processes.
 *
 * <p><b>Whole or not at all.</b> A run writes to a folder of its own below {@code .incoming}, where
 * no reader looks. There it gets its manifest and, last, its done marker; then one rename makes it
 * the entry. So whenever a process is killed: before the rename there is no entry, after it there
 * is a whole one, and what is left below {@code .incoming} belongs to a lease that died with the
 * process, and is swept by a later one. A rename cannot replace a folder that has something in it,
 * so an entry is never replaced, and the run that comes second gives the first one's entry what it
 * lacks ({@link EntryMerger}).
 *
 * <p><b>When the machine crashes</b>, a rename may have reached the disk before the files have.
 * Nothing is forced to the disk at commit: for tools that write many files it would take longer
 * than all the rest, to protect what can be made again. Instead {@link #find} compares sizes with
 * the manifest, since what such a crash leaves of a file is shorter than the file was; the manifest
 * carries its own proof (the key is the digest of the payload in it), captures have their lengths
 * and checksums, and an entry that has lost its manifest is known by its read-only done marker. Not
 * noticed is a file that has its right size and wrong bytes, which file systems leave only when
 * they are told to order data and names freely ({@code data=writeback}); after a crash such a cache
 * should be deleted.
 *
 * <p><b>Rejected:</b> hard links from entries to outputs elsewhere, since whoever writes to one
 * writes to the other; a database beside the entries, since everything it would know can be asked
 * of the directory, by Python too; locks as a guard of correctness, since network file systems
 * break them.
 */
public final class LocalCacheStore implements CacheStore {

  private static final Duration LONGEST_SWEEP = Duration.ofSeconds(5);

  private final EntryLayout layout;
  private final EntryReader reader;
  private final LocalWriter.Tools tools;
  private final AtomicBoolean swept = new AtomicBoolean();

  private LocalCacheStore(EntryLayout layout, ContentHasher hasher) {
    this.layout = layout;
    this.reader = new EntryReader(layout, hasher);
    this.tools = new LocalWriter.Tools(layout, hasher, reader);
  }

  /**
   * Opens the cache in a directory. Touches nothing.
   *
   * @param root the cache directory, on any file system; it need not exist
   * @param hasher digests outputs when they are stored
   * @return the store, with what looks after it and its locks
   */
  public static OpenedStore open(Path root, ContentHasher hasher) {
    EntryLayout layout = new EntryLayout(root);
    return new OpenedStore(
        new LocalCacheStore(layout, hasher), new LocalUpkeep(layout), new FileKeyLocks(layout));
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
   * Tries to write. The first time that it can be written to, it is also swept: not earlier, since
   * a cache that is only read must not be changed, and a hit must not wait for it.
   */
  @Override
  public WriteAccess writeAccess() {
    try {
      WriteProbe.run(layout);
    } catch (IOException e) {
      return new WriteAccess.Failed(
          Failures.of("the cache cannot be written to", layout.root(), e));
    }
    if (swept.compareAndSet(false, true)) {
      sweep();
    }
    return new WriteAccess.Granted(new LocalWriter(tools));
  }

  /**
   * Deletes what dead processes have left. No run waits long for that: what takes its time goes on
   * beside the run, and whatever is left when the process ends is another one's to sweep.
   */
  private void sweep() {
    Thread sweep = new Thread(this::sweepNow, "styxcache-sweep");
    sweep.setDaemon(true);
    sweep.start();
    try {
      sweep.join(LONGEST_SWEEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing of the caller's depends on it, so that no failure of it is the caller's. */
  private void sweepNow() {
    try {
      new StagingSweep(layout).run();
      new ShownSweep(layout, tools.merger()::mergeEntry).run();
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(LocalCacheStore.class)
          .warn("{} could not be swept; it is tried again by a later process", layout.root(), e);
    }
  }
}
