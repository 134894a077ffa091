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
import dev.styxcache.application.port.ByteProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches objects into files. What turns out to be wrong or missing is left out or half done
 * without a word: whether the files are what they should be is decided afterwards, by their
 * digests. Safe for use by many threads.
 */
final class Receiver {

  private static final int BUFFER_BYTES = 256 * 1024;

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
  Optional<byte[]> pack(Pack pack) throws BucketException, IOException {
    byte[] content = new byte[pack.bytes()];
    boolean[] whole = new boolean[1];
    read(
        ObjectRange.all(pack.objectName()),
        (facts, stream) -> whole[0] = fill(decoded(stream, pack.encoding()), content));
    return whole[0] ? Optional.of(content) : Optional.empty();
  }

  /** Whether a stream has as many bytes as there is room for, no more and no less. */
  private static boolean fill(InputStream stream, byte[] target) throws IOException {
    return stream.readNBytes(target, 0, target.length) == target.length && stream.read() < 0;
  }

  /** Fetches an object that is a content, into its file. */
  void blob(String name, long size, Encoding encoding, Path file)
      throws BucketException, IOException {
    read(
        ObjectRange.all(name),
        (facts, stream) -> {
          if (encoding == Encoding.PLAIN && facts.size() != size) {
            return;
          }
          try (FileChannel target =
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            copy(decoded(stream, encoding), target, 0, size);
          }
        });
  }

  /**
   * Fetches a part of an object into its place in a file that is there.
   *
   * @param range which part
   * @param encoding how it is written
   * @param at where its content begins in the file
   * @param size how many bytes of content it has
   */
  void part(ObjectRange range, Encoding encoding, Path file, long at, long size)
      throws BucketException, IOException {
    read(
        range,
        (facts, stream) -> {
          try (FileChannel target = FileChannel.open(file, StandardOpenOption.WRITE)) {
            copy(decoded(stream, encoding), target, at, size);
          }
        });
  }

  /** Fetches the table at the end of a compressed object, or nothing where it has none. */
  Optional<Division> division(String name, long size) throws BucketException, IOException {
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

  private Optional<ObjectFacts> read(ObjectRange range, Download sink)
      throws BucketException, IOException {
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

  /** Never writes more than was announced, whatever is packed into the stream. */
  private void copy(InputStream stream, FileChannel target, long at, long size) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, size + 1)];
    long done = 0;
    while (true) {
      int got = stream.read(buffer, 0, buffer.length);
      if (got < 0) {
        return;
      }
      int wanted = (int) Math.min(got, size - done);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, wanted);
      while (bytes.hasRemaining()) {
        target.write(bytes, at + done + bytes.position());
      }
      done += wanted;
      progress.done(wanted);
      if (wanted < got) {
        return;
      }
    }
  }

  /** Tells that bytes of content are in their place. */
  void account(long bytes) {
    progress.done(bytes);
  }
}
