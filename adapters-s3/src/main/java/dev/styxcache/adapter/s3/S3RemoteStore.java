package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ParallelRequests;
import dev.styxcache.adapter.s3.bucket.WriteCondition;
import dev.styxcache.adapter.s3.format.BlobLocations;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.upload.EntryUpload;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Remote store in a bucket of S3.
 *
 * <p><b>Atomic.</b> An entry exists when its manifest does. The manifest is one object, written
 * after all objects that it refers to, and only if the key has none yet. Contents are in objects
 * that are named after their digests, so they never change, and a second write writes the same.
 *
 * <p><b>Nothing is deleted</b> except by the bucket's own lifecycle rule: between a lookup and a
 * deletion another machine may have begun to rely on the object. The manifest of a corrupt entry is
 * replaced by one that voids it; the next push uploads again the objects that this one names.
 *
 * <p><b>Rejected:</b> one archive per entry, since equal files of different entries would be
 * transferred each time; one object per file, since that takes thousands of requests; an index
 * beside the manifests, since it could contradict them.
 */
final class S3RemoteStore implements RemoteStore {

  /** Maximum number of attempts of a push that other writers keep overtaking. */
  private static final int ATTEMPTS = 20;

  /** Maximum number of missing keys that are remembered; a program that only reads has many. */
  private static final int MAX_MISSING = 10_000;

  private final Bucket bucket;
  private final BucketManifests manifests;
  private final ExecutorService pool;

  /** Keys whose lookup found no entry, so that a push need not look again. */
  private final Set<CacheKey> missing = ConcurrentHashMap.newKeySet();

  S3RemoteStore(Bucket bucket) {
    this.bucket = bucket;
    this.manifests = new BucketManifests(bucket);
    this.pool = ParallelRequests.pool(bucket.settings().parallel());
  }

  Bucket bucket() {
    return bucket;
  }

  BucketManifests manifests() {
    return manifests;
  }

  ExecutorService pool() {
    return pool;
  }

  @Override
  public Lookup<RemoteEntry> find(CacheKey key) {
    try {
      return lookup(key, load(key));
    } catch (BucketException e) {
      return new Lookup.Unavailable<>(e.fault());
    }
  }

  /**
   * Loads a manifest on another thread, so that an interrupt ends the lookup at once: a thread that
   * reads from the network ignores it. A late result is dropped.
   */
  private BucketManifests.Found load(CacheKey key) throws BucketException {
    CompletableFuture<BucketManifests.Found> found = new CompletableFuture<>();
    pool.execute(
        () -> {
          try {
            found.complete(manifests.load(key));
          } catch (BucketException | RuntimeException | Error e) {
            found.completeExceptionally(e);
          }
        });
    try {
      return found.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BucketException failure) {
        throw failure;
      } else if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted during a lookup in the bucket", e);
    }
  }

  private Lookup<RemoteEntry> lookup(CacheKey key, BucketManifests.Found found) {
    if (found instanceof BucketManifests.Found.Newer newer) {
      return new Lookup.Newer<>(newer.reason());
    } else if (found instanceof BucketManifests.Found.Corrupt corrupt) {
      return new Lookup.Corrupt<>(corrupt.reason());
    } else if (found instanceof BucketManifests.Found.Known known
        && known.manifest() instanceof BucketManifest.Live live) {
      return new Lookup.Found<>(new S3RemoteEntry(this, live, known.info()));
    }
    if (missing.size() >= MAX_MISSING) {
      missing.clear();
    }
    missing.add(key);
    return new Lookup.Missing<>();
  }

  @Override
  public Optional<Fault> discard(CacheKey key) {
    try {
      return load(key) instanceof BucketManifests.Found.Corrupt corrupt
          ? discard(key, corrupt.info().etag(), corrupt.reason(), List.of())
          : Optional.empty();
    } catch (BucketException e) {
      return Optional.of(e.fault());
    }
  }

  /** Voids an entry, unless its manifest has another version by now. */
  Optional<Fault> discard(CacheKey key, String etag, String reason, List<String> suspects) {
    try {
      manifests.store(
          key, new BucketManifest.Voided(reason, suspects), new WriteCondition.IfMatch(etag));
      return Optional.empty();
    } catch (BucketException e) {
      return Optional.of(e.fault());
    }
  }

  @Override
  public RemotePush create(EntryExport export, ByteProgress progress) {
    CacheKey key = export.entry().key();
    try {
      if (!missing.contains(key)) {
        Lookup<RemoteEntry> now = find(key);
        if (now instanceof Lookup.Unavailable<RemoteEntry> failed) {
          return new RemotePush.Failed(failed.fault());
        } else if (!(now instanceof Lookup.Missing)) {
          return new RemotePush.Taken(now);
        }
      }
      return create(key, export, progress);
    } catch (BucketException e) {
      return new RemotePush.Failed(e.fault());
    } catch (NoSuchFileException e) {
      return new RemotePush.Gone();
    } catch (IOException e) {
      throw unreadable(key, e);
    } finally {
      missing.remove(key);
      progress.finished();
    }
  }

  private RemotePush create(CacheKey key, EntryExport export, ByteProgress progress)
      throws BucketException, IOException {
    WriteCondition condition = new WriteCondition.IfAbsent();
    Set<String> suspects = new HashSet<>();
    long sent = 0;
    ByteProgress told = progress;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      EntryUpload upload = new EntryUpload(bucket, pool, Set.copyOf(suspects), export, told);
      BucketManifest.Live manifest =
          new BucketManifest.Live(export.entry(), upload.send(BlobLocations.NONE));
      sent += upload.sent();
      if (manifests.store(key, manifest, condition).isPresent()) {
        return new RemotePush.Stored(sent);
      }
      BucketManifests.Found found = manifests.load(key);
      if (found instanceof BucketManifests.Found.Missing) {
        condition = new WriteCondition.IfAbsent();
      } else if (found instanceof BucketManifests.Found.Known known
          && known.manifest() instanceof BucketManifest.Voided voided) {
        condition = new WriteCondition.IfMatch(known.info().etag());
        suspects.clear();
        suspects.addAll(voided.suspects());
      } else {
        return new RemotePush.Taken(lookup(key, found));
      }
      told = ByteProgress.silent();
    }
    throw new IOException("other writers keep replacing the entry in " + bucket.settings().name());
  }

  static CacheUnavailableException unreadable(CacheKey key, IOException cause) {
    return new CacheUnavailableException(
        "the entry " + key.abbreviated() + " cannot be pushed: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    bucket.close();
    // Tasks that have not started run now and fail, so that none of their callers waits forever.
    pool.shutdownNow().forEach(Runnable::run);
  }
}
