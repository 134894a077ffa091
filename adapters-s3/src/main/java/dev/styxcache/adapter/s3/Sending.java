package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.format.BucketManifest;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.adapter.s3.format.Places;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Brings all contents of an entry into the bucket, and says where each is. */
final class Sending {

  private final Bucket bucket;
  private final Executor pool;
  private final EntryExport export;
  private final LocalFiles files;
  private final Sender sender;
  private final ByteProgress progress;
  private final Map<ContentHash, byte[]> inline = new HashMap<>();
  private final List<Pack> packs = new ArrayList<>();
  private final Map<ContentHash, Encoding> blobs = new HashMap<>();

  Sending(
      Bucket bucket, Executor pool, Presence presence, EntryExport export, ByteProgress progress) {
    this.bucket = bucket;
    this.pool = pool;
    this.export = export;
    this.files = new LocalFiles(export);
    this.progress = progress;
    this.sender = new Sender(bucket, presence, files, progress);
  }

  /** How many bytes of content were sent. */
  long sent() {
    return sender.sent();
  }

  /**
   * Sends what is lacking.
   *
   * @param known where contents are that need not be sent, nor be at hand
   * @return where all are
   * @throws java.nio.file.NoSuchFileException if the entry was deleted
   */
  Places send(Places known) throws BucketException, IOException {
    Map<ContentHash, TreeRecord.File> left = contents();
    keep(known, left);
    progress.due(left.values().stream().mapToLong(TreeRecord.File::size).sum());
    List<TreeRecord.File> small = new ArrayList<>();
    List<TreeRecord.File> others = new ArrayList<>();
    int inlined = 0;
    for (TreeRecord.File file : left.values()) {
      if (file.size() <= Places.MOST_INLINE && inlined + file.size() <= Sizes.INLINE_IN_ALL) {
        byte[] content = new byte[(int) file.size()];
        files.read(file, content, 0);
        inline.put(file.hash(), content);
        inlined += content.length;
        sender.account(content.length);
      } else {
        (file.size() <= Sizes.SMALL ? small : others).add(file);
      }
    }
    if (small.size() <= Sizes.FEW) {
      others.addAll(small);
      small.clear();
    }
    try (Tasks tasks = new Tasks(pool)) {
      transfer(tasks, Packing.cut(small), others);
    }
    return new Places(inline, packs, blobs);
  }

  /** Each content once, in the order of the digests. */
  private Map<ContentHash, TreeRecord.File> contents() {
    Map<ContentHash, TreeRecord.File> contents = new LinkedHashMap<>();
    export.entry().files().stream()
        .filter(file -> file.size() > 0)
        .sorted(Comparator.comparing((TreeRecord.File file) -> file.hash().hex()))
        .forEach(file -> contents.putIfAbsent(file.hash(), file));
    return contents;
  }

  private void keep(Places known, Map<ContentHash, TreeRecord.File> left) {
    known
        .inline()
        .forEach((content, bytes) -> keep(left, content, () -> inline.put(content, bytes)));
    known
        .blobs()
        .forEach((content, encoding) -> keep(left, content, () -> blobs.put(content, encoding)));
    for (Pack pack : known.packs()) {
      boolean needed = false;
      for (Pack.Piece piece : pack.pieces()) {
        needed |= left.remove(piece.content()) != null;
      }
      if (needed) {
        packs.add(pack);
      }
    }
  }

  private static void keep(
      Map<ContentHash, TreeRecord.File> left, ContentHash content, Runnable step) {
    if (left.remove(content) != null) {
      step.run();
    }
  }

  private void transfer(
      Tasks tasks, List<List<TreeRecord.File>> small, List<TreeRecord.File> others)
      throws BucketException, IOException {
    List<Future<Pack>> packed = new ArrayList<>();
    for (List<TreeRecord.File> contents : small) {
      packed.add(tasks.submit(() -> sender.pack(contents)));
    }
    Map<ContentHash, Future<Encoding>> single = new HashMap<>();
    List<LargeUpload> uploads = new ArrayList<>();
    boolean done = false;
    try {
      for (TreeRecord.File file : others) {
        Encoding encoding = file.size() > Sizes.SMALL ? sender.encoding(file) : Encoding.PLAIN;
        if (file.size() <= Sizes.SMALL || Sender.fitsOneRequest(file.size(), encoding)) {
          single.put(file.hash(), tasks.submit(() -> sender.blob(file)));
        } else {
          large(tasks, file, encoding, uploads);
          blobs.put(file.hash(), encoding);
        }
      }
      for (Future<Pack> pack : packed) {
        packs.add(tasks.result(pack));
      }
      for (Map.Entry<ContentHash, Future<Encoding>> blob : single.entrySet()) {
        blobs.put(blob.getKey(), tasks.result(blob.getValue()));
      }
      while (!uploads.isEmpty()) {
        uploads.get(0).complete();
        uploads.remove(0);
      }
      done = true;
    } finally {
      if (!done) {
        tasks.close();
        uploads.forEach(LargeUpload::abort);
      }
    }
  }

  private void large(
      Tasks tasks, TreeRecord.File file, Encoding encoding, List<LargeUpload> uploads)
      throws BucketException, IOException {
    String name = ObjectNames.blob(file.hash(), encoding);
    if (sender.isThere(name, encoding == Encoding.PLAIN ? file.size() : -1)) {
      progress.done(file.size());
    } else {
      uploads.add(LargeUpload.begin(bucket, tasks, sender, files, file, encoding));
    }
  }

  /** What the manifest is to say. */
  BucketManifest.Live manifest(Places places) {
    return new BucketManifest.Live(export.entry(), places);
  }
}
