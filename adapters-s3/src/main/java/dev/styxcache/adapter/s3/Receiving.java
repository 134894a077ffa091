package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ObjectRange;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.EntryImport;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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
  private final EntryImport target;
  private final Receiver receiver;
  private final Executor pool;

  Receiving(
      Bucket bucket,
      Executor pool,
      BucketManifest.Live manifest,
      EntryImport target,
      ByteProgress progress) {
    this.manifest = manifest;
    this.target = target;
    this.receiver = new Receiver(bucket, progress);
    this.pool = pool;
  }

  /** What was found to be due for being written anew, with its size. */
  Map<String, Long> old() {
    return receiver.old();
  }

  /** Fetches what is in some files. */
  void fetch(Collection<TreeRecord.File> files) throws BucketException, IOException {
    Map<ContentHash, List<TreeRecord.File>> wanted = new LinkedHashMap<>();
    files.stream()
        .filter(file -> file.size() > 0)
        .forEach(file -> wanted.computeIfAbsent(file.hash(), h -> new ArrayList<>()).add(file));
    try (Tasks tasks = new Tasks(pool)) {
      for (Pack pack : manifest.places().packs()) {
        if (pack.pieces().stream().anyMatch(piece -> wanted.containsKey(piece.content()))) {
          tasks.start(() -> unpack(pack, wanted));
        }
      }
      for (Map.Entry<ContentHash, List<TreeRecord.File>> content : wanted.entrySet()) {
        byte[] inline = manifest.places().inline().get(content.getKey());
        Encoding encoding = manifest.places().blobs().get(content.getKey());
        if (inline != null) {
          write(inline, 0, inline.length, content.getValue());
        } else if (encoding != null) {
          blob(tasks, content.getValue().get(0), encoding);
        }
      }
      tasks.await();
    }
    for (Map.Entry<ContentHash, List<TreeRecord.File>> content : wanted.entrySet()) {
      if (manifest.places().blobs().containsKey(content.getKey())) {
        copy(content.getValue());
      }
    }
  }

  private void unpack(Pack pack, Map<ContentHash, List<TreeRecord.File>> wanted)
      throws BucketException, IOException {
    Optional<byte[]> content = receiver.pack(pack);
    if (content.isEmpty()) {
      return;
    }
    int at = 0;
    for (Pack.Piece piece : pack.pieces()) {
      List<TreeRecord.File> files = wanted.get(piece.content());
      if (files != null) {
        write(content.get(), at, (int) piece.size(), files);
      }
      at += (int) piece.size();
    }
  }

  private void write(byte[] content, int at, int count, List<TreeRecord.File> files)
      throws IOException {
    for (TreeRecord.File file : files) {
      try (var out = Files.newOutputStream(target.content(file))) {
        out.write(content, at, count);
      }
      receiver.account(count);
    }
  }

  /** Of equal contents the first was fetched; where it is not there, the others are not either. */
  private void copy(List<TreeRecord.File> files) throws IOException {
    Path first = target.content(files.get(0));
    for (TreeRecord.File file : files.subList(1, files.size())) {
      if (Files.exists(first)) {
        Files.copy(first, target.content(file), StandardCopyOption.REPLACE_EXISTING);
        receiver.account(file.size());
      }
    }
  }

  private void blob(Tasks tasks, TreeRecord.File file, Encoding encoding)
      throws BucketException, IOException {
    String name = ObjectNames.blob(file.hash(), encoding);
    Path path = target.content(file);
    if (Sender.fitsOneRequest(file.size(), encoding)) {
      tasks.start(() -> receiver.blob(name, file.size(), encoding, path));
      return;
    }
    Files.newOutputStream(path).close();
    if (encoding == Encoding.PLAIN) {
      for (long from = 0; from < file.size(); from += Sizes.RANGE) {
        long bytes = Math.min(Sizes.RANGE, file.size() - from);
        ObjectRange range = ObjectRange.part(name, from, bytes, Optional.empty());
        part(tasks, range, encoding, path, new Span(from, bytes));
      }
    } else {
      frames(tasks, name, file.size(), path);
    }
  }

  /** A part of a content. */
  private record Span(long at, long size) {}

  private void part(Tasks tasks, ObjectRange range, Encoding encoding, Path path, Span span) {
    tasks.start(() -> receiver.part(range, encoding, path, span.at(), span.size()));
  }

  /** Frames of one version of an object: another one may be divided otherwise. */
  private void frames(Tasks tasks, String name, long size, Path path)
      throws BucketException, IOException {
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
      part(tasks, range, Encoding.ZSTD, path, new Span(at, content));
      from += stored;
    }
  }

  /** The names of the objects that have the contents of some files. */
  static List<String> objects(BucketManifest.Live manifest, Collection<TreeRecord.File> files) {
    Map<ContentHash, String> names = new HashMap<>();
    for (Pack pack : manifest.places().packs()) {
      pack.pieces().forEach(piece -> names.put(piece.content(), pack.objectName()));
    }
    manifest
        .places()
        .blobs()
        .forEach((content, encoding) -> names.put(content, ObjectNames.blob(content, encoding)));
    return files.stream()
        .flatMap(file -> Optional.ofNullable(names.get(file.hash())).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
