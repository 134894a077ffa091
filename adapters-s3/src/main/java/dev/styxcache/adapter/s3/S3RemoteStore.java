package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Condition;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.Places;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Entries in a bucket.
 *
 * <p><b>Whole or not at all.</b> An entry is its manifest, one object, which is written when all
 * that it speaks of is there, and only where there is none yet. Contents are in objects that are
 * named after them, so that they never change and whoever writes one again writes the same.
 *
 * <p><b>Nothing is deleted</b>, save by the bucket's own lifecycle rule: between a look and a
 * deletion another machine may have begun to rely on what is deleted. An entry that is wrong has
 * its manifest replaced by one that says so, and the next push sends anew what that one names.
 *
 * <p><b>Rejected:</b> one archive an entry, since equal files of different entries would travel
 * each time; one object a file, since that takes thousands of requests; an index beside the
 * manifests, since it could contradict them.
 */
final class S3RemoteStore implements RemoteStore {

  private static final Places NOWHERE = new Places(Map.of(), List.of(), Map.of());

  /** Others would have to come in between this often. */
  private static final int ATTEMPTS = 20;

  /** So many keys are remembered, in a program that only reads. */
  private static final int MOST_MISSING = 10_000;

  private final Bucket bucket;
  private final Manifests manifests;
  private final ExecutorService pool;

  /** Keys that were looked for, and whose entry was not there. */
  private final Set<CacheKey> missing = ConcurrentHashMap.newKeySet();

  S3RemoteStore(Bucket bucket) {
    this.bucket = bucket;
    this.manifests = new Manifests(bucket);
    this.pool = Pool.of(bucket.settings().parallel());
  }

  Bucket bucket() {
    return bucket;
  }

  Manifests manifests() {
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
   * In another thread, so that whoever interrupts a lookup need not wait for a server that is
   * silent: a thread that reads from the network takes no notice. What comes too late is of no use
   * to anybody, and does no harm.
   */
  private Manifests.Found load(CacheKey key) throws BucketException {
    CompletableFuture<Manifests.Found> found = new CompletableFuture<>();
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
      throw new RunInterruptedException("interrupted while an entry was looked for", e);
    }
  }

  private Lookup<RemoteEntry> lookup(CacheKey key, Manifests.Found found) {
    if (found instanceof Manifests.Found.Newer newer) {
      return new Lookup.Newer<>(newer.reason());
    } else if (found instanceof Manifests.Found.Broken broken) {
      return new Lookup.Corrupt<>(broken.reason());
    } else if (found instanceof Manifests.Found.Known known
        && known.manifest() instanceof BucketManifest.Live live) {
      return new Lookup.Found<>(new S3RemoteEntry(this, live, known.facts()));
    }
    if (missing.size() >= MOST_MISSING) {
      missing.clear();
    }
    missing.add(key);
    return new Lookup.Missing<>();
  }

  @Override
  public Optional<Fault> discard(CacheKey key) {
    try {
      return load(key) instanceof Manifests.Found.Broken broken
          ? discard(key, broken.facts().etag(), broken.reason(), List.of())
          : Optional.empty();
    } catch (BucketException e) {
      return Optional.of(e.fault());
    }
  }

  /** Says in the place of an entry that it was wrong, unless something else is there by now. */
  Optional<Fault> discard(CacheKey key, String etag, String reason, List<String> suspects) {
    try {
      manifests.store(key, new BucketManifest.Voided(reason, suspects), new Condition.Over(etag));
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
    Condition condition = new Condition.Absent();
    Set<String> suspects = new HashSet<>();
    long sent = 0;
    ByteProgress told = progress;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Sending sending = new Sending(bucket, pool, new Presence(bucket, suspects), export, told);
      BucketManifest.Live manifest = new BucketManifest.Live(export.entry(), sending.send(NOWHERE));
      sent += sending.sent();
      if (manifests.store(key, manifest, condition).isPresent()) {
        return new RemotePush.Stored(sent);
      }
      Manifests.Found found = manifests.load(key);
      if (found instanceof Manifests.Found.None) {
        condition = new Condition.Absent();
      } else if (found instanceof Manifests.Found.Known known
          && known.manifest() instanceof BucketManifest.Voided voided) {
        condition = new Condition.Over(known.facts().etag());
        suspects.clear();
        suspects.addAll(voided.suspects());
      } else {
        return new RemotePush.Taken(lookup(key, found));
      }
      told = ByteProgress.silent();
    }
    throw new IOException("others keep replacing the entry in " + bucket.settings().name());
  }

  static CacheUnavailableException unreadable(CacheKey key, IOException cause) {
    return new CacheUnavailableException(
        "the entry " + key.abbreviated() + " cannot be sent: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    bucket.close();
    // What had not begun fails now, so that nobody waits for it for ever.
    pool.shutdownNow().forEach(Runnable::run);
  }
}
