package dev.styxcache.adapter.s3.upload;

import dev.styxcache.adapter.s3.bucket.Body;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ByteArrayBody;
import dev.styxcache.adapter.s3.bucket.FileRangeBody;
import dev.styxcache.adapter.s3.bucket.ObjectInfo;
import dev.styxcache.adapter.s3.bucket.WriteCondition;
import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.adapter.s3.format.TransferSizes;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uploads contents of one entry, unless the bucket has them. Safe for use by many threads, whose
 * requests run in parallel.
 */
final class BlobUploader {

  private final Bucket bucket;
  private final Set<String> suspects;
  private final LocalFiles files;
  private final ByteProgress progress;
  private final AtomicLong sent = new AtomicLong();

  BlobUploader(Bucket bucket, Set<String> suspects, LocalFiles files, ByteProgress progress) {
    this.bucket = bucket;
    this.suspects = suspects;
    this.files = files;
    this.progress = progress;
  }

  /** Returns the number of uploaded bytes of content. */
  long sent() {
    return sent.get();
  }

  /** Uploads small contents as one object. */
  Pack pack(List<TreeRecord.File> contents) throws BucketException, IOException {
    List<Pack.Piece> pieces = new ArrayList<>();
    contents.forEach(file -> pieces.add(new Pack.Piece(file.hash(), file.size())));
    Pack pack = new Pack(pieces, packEncoding(contents));
    if (!exists(pack.objectName(), pack.encoding(), pack.bytes())) {
      byte[] bytes = new byte[pack.bytes()];
      int at = 0;
      for (TreeRecord.File file : contents) {
        files.read(file, bytes, at);
        at += (int) file.size();
      }
      boolean plain = pack.encoding() == BlobEncoding.PLAIN;
      Body body = new ByteArrayBody(plain ? bytes : BlobEncoding.compress(bytes));
      put(pack.objectName(), body, pack.bytes());
    }
    return pack;
  }

  private BlobEncoding packEncoding(List<TreeRecord.File> contents) throws IOException {
    byte[] sample = new byte[BlobEncoding.SAMPLE_BYTES + TransferSizes.SMALL];
    int count = 0;
    for (TreeRecord.File file : contents) {
      files.read(file, sample, count);
      count += (int) file.size();
      if (count >= BlobEncoding.SAMPLE_BYTES) {
        break;
      }
    }
    return BlobEncoding.choose(sample, count);
  }

  /** Chooses the encoding of a content that gets an object of its own. */
  BlobEncoding encoding(TreeRecord.File file) throws IOException {
    byte[] sample = new byte[BlobEncoding.SAMPLE_BYTES];
    return BlobEncoding.choose(file.path(), sample, files.sample(file, sample));
  }

  /** Uploads a content by one request. */
  BlobEncoding blob(TreeRecord.File file) throws BucketException, IOException {
    BlobEncoding encoding = encoding(file);
    String name = ObjectNames.blob(file.hash(), encoding);
    if (exists(name, encoding, file.size())) {
      return encoding;
    } else if (encoding == BlobEncoding.ZSTD) {
      put(name, new ByteArrayBody(compressed(file, 0, (int) file.size())), file.size());
    } else {
      try (FileChannel channel = files.open(file)) {
        put(name, new FileRangeBody(channel, 0, file.size()), file.size());
      }
    }
    return encoding;
  }

  private void put(String name, Body body, long contentBytes) throws BucketException, IOException {
    bucket.put(name, body, new WriteCondition.Always());
    account(contentBytes);
  }

  /** Counts bytes of content that were uploaded. */
  void account(long contentBytes) {
    sent.addAndGet(contentBytes);
    progress.done(contentBytes);
  }

  /**
   * Whether the bucket has an object that the new entry can rely on; if so, its content is counted
   * as done. An object that would expire soon is renewed.
   */
  boolean exists(String name, BlobEncoding encoding, long contentBytes) throws BucketException {
    Optional<ObjectInfo> info = suspects.contains(name) ? Optional.empty() : bucket.head(name);
    if (info.isEmpty() || (encoding == BlobEncoding.PLAIN && info.get().size() != contentBytes)) {
      return false;
    }
    if (bucket.settings().isDueForRenewal(info.get())) {
      bucket.renew(name, info.get().size());
    }
    progress.done(contentBytes);
    return true;
  }

  /** Reads a part of a content and compresses it. */
  byte[] compressed(TreeRecord.File file, long from, int count) throws IOException {
    BufferPermits.COMPRESSING.acquire();
    try {
      byte[] content = new byte[count];
      if (count == file.size()) {
        files.read(file, content, 0);
      } else {
        files.read(file, from, content, count);
      }
      return BlobEncoding.compress(content);
    } finally {
      BufferPermits.COMPRESSING.release();
    }
  }
}
