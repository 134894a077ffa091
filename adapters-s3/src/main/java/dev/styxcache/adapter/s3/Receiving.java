package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.IncomingContent;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Fetches the contents of an entry, from wherever its manifest says that they are. */
final class Receiving {

  private final BucketManifest.Live manifest;
  private final Receiver receiver;
  private final Executor pool;

  Receiving(Bucket bucket, Executor pool, BucketManifest.Live manifest, ByteProgress progress) {
    this.manifest = manifest;
    this.receiver = new Receiver(bucket, progress);
    this.pool = pool;
  }

  /** What was found to be due for being written anew, with its size. */
  Map<String, Long> old() {
    return receiver.old();
  }

  /** Fetches contents, so far as they are not there already. */
  void fetch(Collection<IncomingContent> contents) throws BucketException {
    Map<ContentHash, IncomingContent> wanted = new LinkedHashMap<>();
    contents.stream()
        .filter(content -> !content.isSound())
        .forEach(content -> wanted.put(content.file().hash(), content));
    try (Tasks tasks = new Tasks(pool)) {
      for (Pack pack : manifest.places().packs()) {
        if (pack.pieces().stream().anyMatch(piece -> wanted.containsKey(piece.content()))) {
          tasks.start(() -> unpack(pack, wanted));
        }
      }
      for (Map.Entry<ContentHash, IncomingContent> content : wanted.entrySet()) {
        byte[] inline = manifest.places().inline().get(content.getKey());
        Encoding encoding = manifest.places().blobs().get(content.getKey());
        if (inline != null) {
          receiver.keep(content.getValue(), inline, 0);
        } else if (encoding != null) {
          blob(tasks, content.getValue(), encoding);
        }
      }
      tasks.await();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private void unpack(Pack pack, Map<ContentHash, IncomingContent> wanted)
      throws BucketException, IOException {
    Optional<byte[]> bytes = receiver.pack(pack);
    if (bytes.isEmpty()) {
      return;
    }
    int at = 0;
    for (Pack.Piece piece : pack.pieces()) {
      IncomingContent content = wanted.get(piece.content());
      if (content != null) {
        receiver.keep(content, bytes.get(), at);
      }
      at += (int) piece.size();
    }
  }

  private void blob(Tasks tasks, IncomingContent content, Encoding encoding)
      throws BucketException {
    long size = content.file().size();
    String name = ObjectNames.blob(content.file().hash(), encoding);
    if (Sender.fitsOneRequest(size, encoding)) {
      tasks.start(() -> receiver.blob(name, encoding, content));
    } else if (encoding == Encoding.PLAIN) {
      if (size > Sizes.MANY_RANGES && !receiver.isAsLong(name, size)) {
        return;
      }
      for (long from = 0; from < size; from += Sizes.RANGE) {
        long bytes = Math.min(Sizes.RANGE, size - from);
        ObjectRange range = ObjectRange.part(name, from, bytes, Optional.empty());
        part(tasks, range, encoding, content, new Span(from, bytes));
      }
    } else {
      frames(tasks, name, content);
    }
  }

  /** A part of a content. */
  private record Span(long at, long size) {}

  private void part(
      Tasks tasks, ObjectRange range, Encoding encoding, IncomingContent content, Span span) {
    tasks.start(() -> receiver.part(range, encoding, content, span.at(), span.size()));
  }

  /** Frames of one version of an object: another one may be divided otherwise. */
  private void frames(Tasks tasks, String name, IncomingContent target) throws BucketException {
    long size = target.file().size();
    Optional<Receiver.Division> division = receiver.division(name, size);
    if (division.isEmpty()) {
      return;
    }
    List<Integer> lengths = division.get().lengths();
    Optional<String> etag = Optional.of(division.get().etag()).filter(tag -> !tag.isEmpty());
    long from = 0;
    int frame = 0;
    while (frame < lengths.size()) {
      long stored = 0;
      long content = 0;
      int first = frame;
      while (frame < lengths.size() && (stored == 0 || stored + lengths.get(frame) <= Sizes.PART)) {
        stored += lengths.get(frame);
        content += Frames.contentBytes(size, frame);
        frame++;
      }
      ObjectRange range = ObjectRange.part(name, from, stored, etag);
      long at = (long) first * Frames.CONTENT_BYTES;
      part(tasks, range, Encoding.ZSTD, target, new Span(at, content));
      from += stored;
    }
  }

  /** The names of the objects that have some contents. */
  static List<String> objects(BucketManifest.Live manifest, Collection<IncomingContent> contents) {
    Map<ContentHash, String> names = new HashMap<>();
    for (Pack pack : manifest.places().packs()) {
      pack.pieces().forEach(piece -> names.put(piece.content(), pack.objectName()));
    }
    manifest
        .places()
        .blobs()
        .forEach((content, encoding) -> names.put(content, ObjectNames.blob(content, encoding)));
    return contents.stream()
        .flatMap(content -> Optional.ofNullable(names.get(content.file().hash())).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
