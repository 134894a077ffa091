package dev.styxcache.adapter.s3.download;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.bucket.ParallelRequests;
import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.adapter.s3.format.BlobLocations;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.adapter.s3.format.TransferSizes;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Downloads the contents of one entry from their locations, several requests in parallel. */
public final class EntryDownload {

  private final BlobLocations locations;
  private final BlobDownloader downloader;
  private final Executor pool;

  /**
   * Prepares a download.
   *
   * @param bucket source of the contents
   * @param pool runs the requests
   * @param locations locations of the entry's contents
   * @param progress receives the bytes of content that arrive
   */
  public EntryDownload(
      Bucket bucket, Executor pool, BlobLocations locations, ByteProgress progress) {
    this.locations = locations;
    this.downloader = new BlobDownloader(bucket, progress);
    this.pool = pool;
  }

  /**
   * Returns the downloaded objects that would expire soon.
   *
   * @return their sizes in bytes, by name
   */
  public Map<String, Long> dueForRenewal() {
    return downloader.dueForRenewal();
  }

  /**
   * Downloads contents. Corrupt and missing ones are skipped; callers check {@link
   * IncomingContent#isSound()}.
   *
   * @param contents the contents; those that are sound already are left out
   * @throws BucketException if the bucket failed
   */
  public void fetch(Collection<IncomingContent> contents) throws BucketException {
    Map<ContentHash, IncomingContent> wanted = new LinkedHashMap<>();
    contents.stream()
        .filter(content -> !content.isSound())
        .forEach(content -> wanted.put(content.file().hash(), content));
    try (ParallelRequests requests = new ParallelRequests(pool)) {
      for (Pack pack : locations.packs()) {
        if (pack.pieces().stream().anyMatch(piece -> wanted.containsKey(piece.content()))) {
          requests.start(() -> downloader.unpack(pack, wanted));
        }
      }
      for (IncomingContent content : wanted.values()) {
        byte[] inline = locations.inline().get(content.file().hash());
        BlobEncoding encoding = locations.blobs().get(content.file().hash());
        if (inline != null) {
          downloader.write(content, inline, 0);
        } else if (encoding != null) {
          blob(requests, content, encoding);
        }
      }
      requests.await();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private void blob(ParallelRequests requests, IncomingContent content, BlobEncoding encoding)
      throws BucketException {
    long size = content.file().size();
    String name = ObjectNames.blob(content.file().hash(), encoding);
    if (TransferSizes.fitsOneRequest(size, encoding)) {
      requests.start(() -> downloader.download(ObjectRange.all(name), encoding, content, 0, size));
    } else if (encoding == BlobEncoding.PLAIN) {
      if (size > TransferSizes.MANY_RANGES && !downloader.hasLength(name, size)) {
        return;
      }
      for (long from = 0; from < size; from += TransferSizes.RANGE) {
        long at = from;
        long bytes = Math.min(TransferSizes.RANGE, size - from);
        ObjectRange range = ObjectRange.part(name, at, bytes, Optional.empty());
        requests.start(() -> downloader.download(range, encoding, content, at, bytes));
      }
    } else {
      frames(requests, name, content);
    }
  }

  /** Requests frames of one version of an object, since another may have other frames. */
  private void frames(ParallelRequests requests, String name, IncomingContent content)
      throws BucketException {
    long size = content.file().size();
    Optional<BlobDownloader.FrameTable> table = downloader.frameTable(name, size);
    if (table.isEmpty()) {
      return;
    }
    List<Integer> lengths = table.get().lengths();
    Optional<String> etag = Optional.of(table.get().etag()).filter(tag -> !tag.isEmpty());
    long from = 0;
    int frame = 0;
    while (frame < lengths.size()) {
      long stored = 0;
      long bytes = 0;
      long at = (long) frame * Frames.CONTENT_BYTES;
      while (frame < lengths.size()
          && (stored == 0 || stored + lengths.get(frame) <= TransferSizes.PART)) {
        stored += lengths.get(frame);
        bytes += Frames.contentBytes(size, frame);
        frame++;
      }
      ObjectRange range = ObjectRange.part(name, from, stored, etag);
      long length = bytes;
      requests.start(() -> downloader.download(range, BlobEncoding.ZSTD, content, at, length));
      from += stored;
    }
  }
}
