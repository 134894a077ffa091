package dev.styxcache.adapter.s3;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectFacts;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.IncomingContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches objects. What turns out to be wrong or missing is left out or half done without a word:
 * whether contents are what they should be is told by themselves. Safe for use by many threads.
 */
final class Receiver {

  private final Bucket bucket;
  private final ByteProgress progress;
  private final Map<String, Long> old = new ConcurrentHashMap<>();

  Receiver(Bucket bucket, ByteProgress progress) {
    this.bucket = bucket;
    this.progress = progress;
  }

  /** What was found to be due for being written anew, with its size. */
  Map<String, Long> old() {
    return old;
  }

  /** Fetches a pack. */
  Optional<byte[]> pack(Pack pack) throws BucketException {
    byte[] content = new byte[pack.bytes()];
    boolean[] whole = new boolean[1];
    read(
        ObjectRange.all(pack.objectName()),
        (facts, stream) -> {
          try (InputStream decoded = decoded(stream, pack.encoding())) {
            whole[0] = fill(decoded, content);
          }
        });
    return whole[0] ? Optional.of(content) : Optional.empty();
  }

  /** Whether a stream has as many bytes as there is room for, no more and no less. */
  private static boolean fill(InputStream stream, byte[] target) throws IOException {
    return stream.readNBytes(target, 0, target.length) == target.length && stream.read() < 0;
  }

  /** Fetches an object that is a content. */
  void blob(String name, Encoding encoding, IncomingContent content) throws BucketException {
    long size = content.file().size();
    read(
        ObjectRange.all(name),
        (facts, stream) -> {
          if (encoding == Encoding.ZSTD || facts.size() == size) {
            keep(stream, encoding, content, 0, size);
          }
        });
  }

  /**
   * Fetches a part of an object that is a content.
   *
   * @param range which part
   * @param encoding how it is written
   * @param at where it begins in the content
   * @param size how many bytes of content it has
   */
  void part(ObjectRange range, Encoding encoding, IncomingContent content, long at, long size)
      throws BucketException {
    read(range, (facts, stream) -> keep(stream, encoding, content, at, size));
  }

  private void keep(
      InputStream stream, Encoding encoding, IncomingContent content, long at, long size)
      throws IOException {
    try (InputStream decoded = decoded(stream, encoding)) {
      content.write(at, size, decoded, progress::done);
      // To the end, so that the connection can be used again; more than this is not looked at.
      decoded.read();
    }
  }

  /** Keeps a content that is in memory. */
  void keep(IncomingContent content, byte[] bytes, int at) throws IOException {
    int size = (int) content.file().size();
    content.write(0, size, new ByteArrayInputStream(bytes, at, size), progress::done);
  }

  /** Whether an object is there and has so many bytes. */
  boolean isAsLong(String name, long size) throws BucketException {
    return bucket.look(name).filter(facts -> facts.size() == size).isPresent();
  }

  /** Fetches the table at the end of a compressed object, or nothing where it has none. */
  Optional<Division> division(String name, long size) throws BucketException {
    byte[] table = new byte[Frames.tableBytes(Frames.count(size))];
    boolean[] whole = new boolean[1];
    Optional<ObjectFacts> facts =
        read(ObjectRange.last(name, table.length), (f, stream) -> whole[0] = fill(stream, table));
    if (facts.isEmpty() || !whole[0]) {
      return Optional.empty();
    }
    try {
      List<Integer> lengths = Frames.lengths(size, facts.get().size(), table);
      return Optional.of(new Division(facts.get().etag(), lengths));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How one version of a compressed object is divided into frames. */
  record Division(String etag, List<Integer> lengths) {}

  private Optional<ObjectFacts> read(ObjectRange range, Download sink) throws BucketException {
    Optional<ObjectFacts> facts =
        bucket.read(
            range,
            (found, stream) -> {
              try {
                sink.take(found, stream);
              } catch (ZstdIOException e) {
                // It is no zstd: wrong bytes, as the digests will say.
                return;
              }
            });
    facts
        .filter(found -> Presence.isOld(bucket.settings().expiry(), found))
        .ifPresent(found -> old.put(range.name(), found.size()));
    return facts;
  }

  @FunctionalInterface
  private interface Download {
    void take(ObjectFacts facts, InputStream stream) throws IOException;
  }

  private static InputStream decoded(InputStream stream, Encoding encoding) throws IOException {
    return encoding == Encoding.PLAIN ? stream : new ZstdInputStreamNoFinalizer(stream);
  }
}
