package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectInfo;
import dev.styxcache.adapter.s3.bucket.ParallelRequests;
import dev.styxcache.adapter.s3.bucket.WriteCondition;
import dev.styxcache.adapter.s3.download.EntryDownload;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.upload.EntryUpload;
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
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** An entry in a bucket, with its manifest at the time of the lookup. */
final class S3RemoteEntry implements RemoteEntry {

  private final S3RemoteStore store;
  private final BucketManifest.Live manifest;
  private final ObjectInfo info;

  S3RemoteEntry(S3RemoteStore store, BucketManifest.Live manifest, ObjectInfo info) {
    this.store = store;
    this.manifest = manifest;
    this.info = info;
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
      EntryDownload download = download(progress);
      download.fetch(target.contents());
      List<IncomingContent> unsound = unsound(target);
      if (!unsound.isEmpty()) {
        unsound.forEach(IncomingContent::reset);
        download(ByteProgress.silent()).fetch(unsound);
        unsound = unsound(target);
      }
      if (!unsound.isEmpty()) {
        return isStillThere() ? corrupt(unsound) : new RemoteFetch.Missing();
      }
      renew(download.dueForRenewal());
      return new RemoteFetch.Fetched();
    } catch (BucketException e) {
      return new RemoteFetch.Failed(e.fault());
    } finally {
      progress.finished();
    }
  }

  private EntryDownload download(ByteProgress progress) {
    return new EntryDownload(store.bucket(), store.pool(), manifest.locations(), progress);
  }

  private static List<IncomingContent> unsound(EntryImport target) {
    return target.contents().stream().filter(content -> !content.isSound()).toList();
  }

  private boolean isStillThere() throws BucketException {
    return store.manifests().load(key()) instanceof BucketManifests.Found.Known now
        && now.info().etag().equals(info.etag());
  }

  private RemoteFetch corrupt(List<IncomingContent> unsound) {
    List<String> objects =
        manifest
            .locations()
            .objectNames(
                unsound.stream().map(content -> content.file().hash()).collect(Collectors.toSet()));
    String reason =
        "in the bucket "
            + store.bucket().settings().name()
            + " "
            + (objects.isEmpty() ? "the manifest's own contents" : objects.get(0))
            + (objects.size() > 1 ? " and " + (objects.size() - 1) + " more" : "")
            + " of the entry "
            + key().abbreviated()
            + " are missing or do not match its manifest, such as "
            + unsound.get(0).file().path();
    return new RemoteFetch.Corrupt(
        reason, () -> store.discard(key(), info.etag(), reason, objects));
  }

  /**
   * Renews objects that would expire soon. Errors are logged only: the entry is made again then.
   */
  private void renew(Map<String, Long> due) {
    boolean ofManifest = store.bucket().settings().isDueForRenewal(info);
    if (due.isEmpty() && !ofManifest) {
      return;
    }
    try (ParallelRequests requests = new ParallelRequests(store.pool())) {
      due.forEach((name, size) -> requests.start(() -> store.bucket().renew(name, size)));
      requests.await();
      if (ofManifest) {
        store.manifests().store(key(), manifest, new WriteCondition.IfMatch(info.etag()));
      }
    } catch (BucketException | IOException e) {
      LoggerFactory.getLogger(S3RemoteEntry.class)
          .debug("the entry {} could not be renewed: {}", key(), e.getMessage());
    }
  }

  @Override
  public RemotePush replace(EntryExport export, ByteProgress progress) {
    try {
      EntryUpload upload =
          new EntryUpload(store.bucket(), store.pool(), Set.of(), export, progress);
      BucketManifest.Live merged =
          new BucketManifest.Live(export.entry(), upload.send(manifest.locations()));
      return store
              .manifests()
              .store(key(), merged, new WriteCondition.IfMatch(info.etag()))
              .isPresent()
          ? new RemotePush.Stored(upload.sent())
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
    return store.discard(key(), info.etag(), "it was unusable", List.of());
  }
}
