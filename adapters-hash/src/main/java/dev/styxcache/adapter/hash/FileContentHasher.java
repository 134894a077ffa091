package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.DigestCache;
import dev.styxcache.adapter.hash.cache.DigestCacheRound;
import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.HashThreads;
import dev.styxcache.adapter.hash.engine.KernelIncomingDigest;
import dev.styxcache.adapter.hash.file.DigestQueue;
import dev.styxcache.adapter.hash.file.FileDigester;
import dev.styxcache.adapter.hash.file.UnusableInputException;
import dev.styxcache.adapter.hash.tree.InputDigest;
import dev.styxcache.adapter.hash.tree.InputPath;
import dev.styxcache.adapter.hash.tree.TreeSnapshot;
import dev.styxcache.adapter.hash.tree.TreeSnapshotter;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.blake3.KernelSelector;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Hashes files and trees on several threads, small files in batches. Of a tree only some tens of
 * bytes per file are kept: names, sizes and times.
 */
final class FileContentHasher implements ContentHasher {

  private final ExecutorService threads = HashThreads.start();
  private final HashEngine engine;
  private final ByteProgress progress;
  private final FileDigester digester;
  private final TreeSnapshotter snapshotter = new TreeSnapshotter(threads);
  private final InstantSource clock;
  private final Optional<DigestCache> cache;

  /**
   * Creates a hasher.
   *
   * @param engine creates the engine, given the threads that help it
   * @param progress receives the number of bytes read
   * @param clock tells which files were changed just now
   * @param cache has digests of unchanged files
   */
  FileContentHasher(
      Function<Executor, HashEngine> engine,
      ByteProgress progress,
      InstantSource clock,
      Optional<DigestCache> cache) {
    this.engine = engine.apply(threads);
    this.progress = progress;
    this.clock = clock;
    this.cache = cache;
    this.digester = new FileDigester(this.engine, clock);
  }

  @Override
  public List<HashedContent> hash(List<Path> paths) {
    List<InputDigest> inputs = new ArrayList<>();
    try (ProgressRound round = new ProgressRound(progress);
        DigestCacheRound known = new DigestCacheRound(cache, clock);
        DigestQueue queue = new DigestQueue(digester, threads, round::read, known)) {
      // All snapshots first, so that the total is known and unusable inputs are found at once.
      for (Path path : paths) {
        TreeSnapshot snapshot = snapshot(path);
        progress.due(snapshot.bytes());
        known.announce(snapshot.bytes());
        inputs.add(new InputDigest(snapshot, snapshotter, digester, this::hashAgain));
      }
      inputs.forEach(input -> input.begin(queue, engine));
      queue.finish();
    }
    return inputs.stream().map(InputDigest::result).toList();
  }

  private HashedContent hashAgain(Path input) {
    return hash(List.of(input)).get(0);
  }

  @Override
  public Optional<Path> locate(Path path, boolean resolveParent) {
    return InputPath.locate(path, resolveParent);
  }

  @Override
  public Optional<Instant> changed(Path path) {
    return InputPath.changed(path);
  }

  private TreeSnapshot snapshot(Path path) {
    try {
      return snapshotter.snapshot(path);
    } catch (UnusableInputException e) {
      throw e.forUser(path);
    }
  }

  @Override
  public void announce(long bytes) {
    engine.announce(bytes);
  }

  @Override
  public IncomingDigest incoming(long bytes) {
    // With kernels whatever the engine is: pieces come in any order, which a stream cannot take.
    return new KernelIncomingDigest(KernelSelector.auto(), bytes);
  }

  /** The progress of one call; ignores reads by cancelled threads after its end. */
  private static final class ProgressRound implements AutoCloseable {
    private final ByteProgress progress;
    private volatile boolean finished;

    ProgressRound(ByteProgress progress) {
      this.progress = progress;
    }

    void read(long bytes) {
      if (!finished) {
        progress.done(bytes);
      }
    }

    @Override
    public void close() {
      finished = true;
      progress.finished();
    }
  }
}
