package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Condition;
import dev.styxcache.adapter.s3.bucket.ObjectFacts;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** An entry in a bucket, as its manifest was when it was looked for. */
final class S3RemoteEntry implements RemoteEntry {

  private final S3RemoteStore store;
  private final BucketManifest.Live manifest;
  private final ObjectFacts facts;

  S3RemoteEntry(S3RemoteStore store, BucketManifest.Live manifest, ObjectFacts facts) {
    this.store = store;
    this.manifest = manifest;
    this.facts = facts;
  }

  private CacheKey key() {
    return manifest.entry().key();
  }

  @Override
  public SharedEntry entry() {
    return manifest.entry();
  }

  @Override
  public RemoteFetch fetch(EntryImport target, ByteProgress progress) {
    progress.due(entry().bytes());
    try {
      Receiving receiving = new Receiving(store.bucket(), store.pool(), manifest, progress);
      receiving.fetch(target.contents());
      List<IncomingContent> unsound = unsound(target);
      if (!unsound.isEmpty()) {
        unsound.forEach(IncomingContent::reset);
        new Receiving(store.bucket(), store.pool(), manifest, ByteProgress.silent()).fetch(unsound);
        unsound = unsound(target);
      }
      if (!unsound.isEmpty()) {
        return isStillThere() ? corrupt(unsound) : new RemoteFetch.Missing();
      }
      renew(receiving.old());
      return new RemoteFetch.Fetched();
    } catch (BucketException e) {
      return new RemoteFetch.Failed(e.fault());
    } finally {
      progress.finished();
    }
  }

  private static List<IncomingContent> unsound(EntryImport target) {
    return target.contents().stream().filter(content -> !content.isSound()).toList();
  }

  private boolean isStillThere() throws BucketException {
    return store.manifests().load(key()) instanceof Manifests.Found.Known now
        && now.facts().etag().equals(facts.etag());
  }

  private RemoteFetch corrupt(List<IncomingContent> unsound) {
    List<String> objects = Receiving.objects(manifest, unsound);
    String reason =
        "in the bucket "
            + store.bucket().settings().name()
            + " "
            + (objects.isEmpty() ? "the manifest's own contents" : objects.get(0))
            + (objects.size() > 1 ? " and " + (objects.size() - 1) + " more" : "")
            + " of the entry "
            + key().abbreviated()
            + " are missing or not what its manifest says, such as "
            + unsound.get(0).file().path();
    return new RemoteFetch.Corrupt(
        reason, () -> store.discard(key(), facts.etag(), reason, objects));
  }

  /** Nobody waits for it to succeed: what is not written anew expires, and is made again then. */
  private void renew(Map<String, Long> old) {
    boolean ofManifest = Presence.isOld(store.bucket().settings().expiry(), facts);
    if (old.isEmpty() && !ofManifest) {
      return;
    }
    try (Tasks tasks = new Tasks(store.pool())) {
      old.forEach((name, size) -> tasks.start(() -> store.bucket().renew(name, size)));
      tasks.await();
      if (ofManifest) {
        store.manifests().store(key(), manifest, new Condition.Over(facts.etag()));
      }
    } catch (BucketException | IOException e) {
      LoggerFactory.getLogger(S3RemoteEntry.class)
          .debug("the age of the entry {} stays as it is: {}", key(), e.getMessage());
    }
  }

  @Override
  public RemotePush replace(EntryExport export, ByteProgress progress) {
    try {
      Presence presence = new Presence(store.bucket(), Set.of());
      Sending sending = new Sending(store.bucket(), store.pool(), presence, export, progress);
      BucketManifest.Live joined =
          new BucketManifest.Live(export.entry(), sending.send(manifest.places()));
      return store.manifests().store(key(), joined, new Condition.Over(facts.etag())).isPresent()
          ? new RemotePush.Stored(sending.sent())
          : new RemotePush.Taken(store.find(key()));
    } catch (BucketException e) {
      return new RemotePush.Failed(e.fault());
    } catch (NoSuchFileException e) {
      return new RemotePush.Gone();
    } catch (IOException e) {
      throw S3RemoteStore.unreadable(key(), e);
    } finally {
      progress.finished();
    }
  }

  @Override
  public Optional<Fault> discard() {
    return store.discard(key(), facts.etag(), "it was of no use", List.of());
  }
}
