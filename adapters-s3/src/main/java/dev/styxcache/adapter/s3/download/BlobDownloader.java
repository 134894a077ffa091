package dev.styxcache.adapter.s3.download;

import com.github.luben.zstd.ZstdIOException;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectInfo;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Downloads objects and writes them into contents. Corrupt and missing objects are skipped; callers
 * check {@link IncomingContent#isSound()}. Safe for use by many threads.
 */
final class BlobDownloader {

  private final Bucket bucket;
  private final ByteProgress progress;
  private final Map<String, Long> dueForRenewal = new ConcurrentHashMap<>();

  BlobDownloader(Bucket bucket, ByteProgress progress) {
    this.bucket = bucket;
    this.progress = progress;
  }

  /** Lengths of the frames of one version of a compressed object. */
  record FrameTable(String etag, List<Integer> lengths) {}

  /** Returns the sizes of the downloaded objects that would expire soon, by name. */
  Map<String, Long> dueForRenewal() {
    return dueForRenewal;
  }

  /**
   * Downloads a range of an object into a content.
   *
   * @param range the range; whole frames where the object is compressed
   * @param encoding encoding of the object
   * @param content where to write
   * @param at where the range begins in the content
   * @param size length of the range in the content, in bytes
   */
  void download(
      ObjectRange range, BlobEncoding encoding, IncomingContent content, long at, long size)
      throws BucketException {
    Bucket.Sink sink =
        (info, stream) -> {
          boolean known = encoding == BlobEncoding.PLAIN && info.size() >= 0;
          if (known && info.size() != content.file().size()) {
            return;
          }
          try (InputStream decoded = encoding.decode(stream)) {
            content.write(at, size, decoded, progress::done);
            // To the end, so that the connection can be reused. Further bytes are ignored.
            decoded.read();
          } catch (ZstdIOException e) {
            // Not zstd, so these are wrong bytes, which the digest reveals.
          }
        };
    noteAge(range.name(), bucket.read(range, sink));
  }

  /** Downloads a pack and writes its pieces into the contents that wait for them. */
  void unpack(Pack pack, Map<ContentHash, IncomingContent> wanted)
      throws BucketException, IOException {
    byte[] bytes = new byte[pack.bytes()];
    boolean[] complete = new boolean[1];
    Bucket.Sink sink =
        (info, stream) -> {
          try (InputStream decoded = pack.encoding().decode(stream)) {
            complete[0] = fill(decoded, bytes);
          } catch (ZstdIOException e) {
            complete[0] = false;
          }
        };
    noteAge(pack.objectName(), bucket.read(ObjectRange.all(pack.objectName()), sink));
    if (!complete[0]) {
      return;
    }
    int at = 0;
    for (Pack.Piece piece : pack.pieces()) {
      IncomingContent content = wanted.get(piece.content());
      if (content != null) {
        write(content, bytes, at);
      }
      at += (int) piece.size();
    }
  }

  /** Writes a whole content that is in memory. */
  void write(IncomingContent content, byte[] bytes, int at) throws IOException {
    int size = (int) content.file().size();
    content.write(0, size, new ByteArrayInputStream(bytes, at, size), progress::done);
  }

  /** Whether an object exists and has a length. */
  boolean hasLength(String name, long size) throws BucketException {
    return bucket.head(name).filter(info -> info.size() == size).isPresent();
  }

  /** Downloads the table at the end of a compressed object, or nothing where it has none. */
  Optional<FrameTable> frameTable(String name, long size) throws BucketException {
    byte[] table = new byte[Frames.tableBytes(Frames.count(size))];
    boolean[] complete = new boolean[1];
    Optional<ObjectInfo> info =
        bucket.read(
            ObjectRange.last(name, table.length), (i, stream) -> complete[0] = fill(stream, table));
    noteAge(name, info);
    if (info.isEmpty() || !complete[0]) {
      return Optional.empty();
    }
    try {
      List<Integer> lengths = Frames.lengths(size, info.get().size(), table);
      return Optional.of(new FrameTable(info.get().etag(), lengths));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether a stream has as many bytes as the array, no more and no less. */
  private static boolean fill(InputStream stream, byte[] target) throws IOException {
    return stream.readNBytes(target, 0, target.length) == target.length && stream.read() < 0;
  }

  private void noteAge(String name, Optional<ObjectInfo> info) {
    if (info.isPresent() && bucket.settings().isDueForRenewal(info.get())) {
      dueForRenewal.put(name, info.get().size());
    }
  }
}
