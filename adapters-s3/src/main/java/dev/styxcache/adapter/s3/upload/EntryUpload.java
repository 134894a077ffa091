package dev.styxcache.adapter.s3.upload;

import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ParallelRequests;
import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.adapter.s3.format.BlobLocations;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.adapter.s3.format.TransferSizes;
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
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Uploads the contents of one entry that the bucket lacks, several requests in parallel. */
public final class EntryUpload {

  private final Bucket bucket;
  private final Executor pool;
  private final EntryExport export;
  private final LocalFiles files;
  private final BlobUploader uploader;
  private final ByteProgress progress;
  private final Map<ContentHash, byte[]> inline = new HashMap<>();
  private final List<Pack> packs = new ArrayList<>();
  private final Map<ContentHash, BlobEncoding> blobs = new HashMap<>();

  /**
   * Prepares an upload.
   *
   * @param bucket target of the contents
   * @param pool runs the requests
   * @param suspects names of objects that are uploaded even if the bucket has them
   * @param export the entry
   * @param progress receives the bytes of content that are uploaded, or need not be
   */
  public EntryUpload(
      Bucket bucket,
      Executor pool,
      Set<String> suspects,
      EntryExport export,
      ByteProgress progress) {
    this.bucket = bucket;
    this.pool = pool;
    this.export = export;
    this.files = new LocalFiles(export);
    this.progress = progress;
    this.uploader = new BlobUploader(bucket, suspects, files, progress);
  }

  /**
   * Returns the number of uploaded bytes.
   *
   * @return bytes of content, before compression
   */
  public long sent() {
    return uploader.sent();
  }

  /**
   * Uploads the contents that the bucket lacks.
   *
   * @param known locations of contents that need not be uploaded, nor exist locally
   * @return locations of all contents
   * @throws BucketException if the bucket failed
   * @throws java.nio.file.NoSuchFileException if the entry was deleted
   * @throws IOException if a content could not be read
   */
  public BlobLocations send(BlobLocations known) throws BucketException, IOException {
    Map<ContentHash, TreeRecord.File> left = contents();
    keep(known, left);
    progress.due(left.values().stream().mapToLong(TreeRecord.File::size).sum());
    List<TreeRecord.File> small = new ArrayList<>();
    List<TreeRecord.File> others = new ArrayList<>();
    int inlined = 0;
    for (TreeRecord.File file : left.values()) {
      if (file.size() <= TransferSizes.MAX_INLINE
          && inlined + file.size() <= TransferSizes.MAX_INLINE_IN_ALL) {
        byte[] content = new byte[(int) file.size()];
        files.read(file, content, 0);
        inline.put(file.hash(), content);
        inlined += content.length;
        uploader.account(content.length);
      } else {
        (file.size() <= TransferSizes.SMALL ? small : others).add(file);
      }
    }
    if (small.size() <= TransferSizes.FEW) {
      others.addAll(small);
      small.clear();
    }
    transfer(Pack.cut(small), others);
    return new BlobLocations(inline, packs, blobs);
  }

  /** Returns each content once, in the order of the digests. */
  private Map<ContentHash, TreeRecord.File> contents() {
    Map<ContentHash, TreeRecord.File> contents = new LinkedHashMap<>();
    export.entry().files().stream()
        .filter(file -> file.size() > 0)
        .sorted(Comparator.comparing((TreeRecord.File file) -> file.hash().hex()))
        .forEach(file -> contents.putIfAbsent(file.hash(), file));
    return contents;
  }

  /** Takes over known locations, as far as the entry has their contents. */
  private void keep(BlobLocations known, Map<ContentHash, TreeRecord.File> left) {
    inline.putAll(known.inline());
    inline.keySet().retainAll(left.keySet());
    blobs.putAll(known.blobs());
    blobs.keySet().retainAll(left.keySet());
    left.keySet().removeAll(inline.keySet());
    left.keySet().removeAll(blobs.keySet());
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

  private void transfer(List<List<TreeRecord.File>> small, List<TreeRecord.File> others)
      throws BucketException, IOException {
    List<Future<Pack>> packed = new ArrayList<>();
    Map<ContentHash, Future<BlobEncoding>> single = new HashMap<>();
    List<MultipartUpload> uploads = new ArrayList<>();
    ParallelRequests requests = new ParallelRequests(pool);
    try (requests) {
      for (List<TreeRecord.File> contents : small) {
        packed.add(requests.submit(() -> uploader.pack(contents)));
      }
      for (TreeRecord.File file : others) {
        boolean large = file.size() > TransferSizes.SMALL;
        BlobEncoding encoding = large ? uploader.encoding(file) : BlobEncoding.PLAIN;
        if (!large || TransferSizes.fitsOneRequest(file.size(), encoding)) {
          single.put(file.hash(), requests.submit(() -> uploader.blob(file)));
        } else {
          blobs.put(file.hash(), encoding);
          if (!uploader.exists(ObjectNames.blob(file.hash(), encoding), encoding, file.size())) {
            uploads.add(MultipartUpload.begin(bucket, requests, uploader, files, file, encoding));
          }
        }
      }
      for (Future<Pack> pack : packed) {
        packs.add(requests.result(pack));
      }
      for (Map.Entry<ContentHash, Future<BlobEncoding>> blob : single.entrySet()) {
        blobs.put(blob.getKey(), requests.result(blob.getValue()));
      }
      while (!uploads.isEmpty()) {
        uploads.get(0).complete();
        uploads.remove(0);
      }
    } finally {
      // Those that are left failed, and none of their requests runs any more.
      uploads.forEach(MultipartUpload::abort);
    }
  }
}
