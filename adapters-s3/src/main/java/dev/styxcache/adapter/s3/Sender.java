package dev.styxcache.adapter.s3;

import com.github.luben.zstd.Zstd;
import dev.styxcache.adapter.s3.bucket.Body;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Bytes;
import dev.styxcache.adapter.s3.bucket.Condition;
import dev.styxcache.adapter.s3.bucket.FileRegion;
import dev.styxcache.adapter.s3.format.Compression;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.Pack;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends contents that are not in the bucket yet. For one entry; its methods may run side by side.
 */
final class Sender {

  private final Presence presence;
  private final Bucket bucket;
  private final LocalFiles files;
  private final ByteProgress progress;
  private final AtomicLong sent = new AtomicLong();

  Sender(Bucket bucket, Presence presence, LocalFiles files, ByteProgress progress) {
    this.presence = presence;
    this.bucket = bucket;
    this.files = files;
    this.progress = progress;
  }

  /** How many bytes of content were sent. */
  long sent() {
    return sent.get();
  }

  /** Sends small contents as one object. */
  Pack pack(List<TreeRecord.File> contents) throws BucketException, IOException {
    List<Pack.Piece> pieces = new ArrayList<>();
    contents.forEach(file -> pieces.add(new Pack.Piece(file.hash(), file.size())));
    Pack pack = new Pack(pieces, packEncoding(contents));
    if (presence.isThere(
        pack.objectName(), pack.encoding() == Encoding.PLAIN ? pack.bytes() : -1)) {
      progress.done(pack.bytes());
      return pack;
    }
    put(pack.objectName(), body(contents, pack), pack.bytes());
    return pack;
  }

  private Bytes body(List<TreeRecord.File> contents, Pack pack) throws IOException {
    byte[] content = new byte[pack.bytes()];
    int at = 0;
    for (TreeRecord.File file : contents) {
      files.read(file, content, at);
      at += (int) file.size();
    }
    if (pack.encoding() == Encoding.PLAIN) {
      return new Bytes(content, content.length);
    }
    byte[] packed = compress(content, content.length);
    return new Bytes(packed, packed.length);
  }

  private Encoding packEncoding(List<TreeRecord.File> contents) throws IOException {
    byte[] sample = new byte[Compression.SAMPLE_BYTES + Sizes.SMALL];
    int count = 0;
    for (TreeRecord.File file : contents) {
      files.read(file, sample, count);
      count += (int) file.size();
      if (count >= Compression.SAMPLE_BYTES) {
        break;
      }
    }
    return Compression.choose(sample, count);
  }

  Encoding encoding(TreeRecord.File file) throws IOException {
    byte[] sample = new byte[Compression.SAMPLE_BYTES];
    return Compression.choose(file.path(), sample, files.sample(file, sample));
  }

  /** Sends a content by one request. */
  Encoding blob(TreeRecord.File file) throws BucketException, IOException {
    Encoding encoding = encoding(file);
    String name = ObjectNames.blob(file.hash(), encoding);
    if (presence.isThere(name, encoding == Encoding.PLAIN ? file.size() : -1)) {
      progress.done(file.size());
    } else if (encoding == Encoding.ZSTD) {
      byte[] packed = compressed(file, 0, (int) file.size());
      put(name, new Bytes(packed, packed.length), file.size());
    } else {
      try (FileChannel channel = files.open(file)) {
        put(name, new FileRegion(channel, 0, file.size()), file.size());
      }
    }
    return encoding;
  }

  /** Whether a content is sent by {@link #blob}, and not in parts. */
  static boolean fitsOneRequest(long size, Encoding encoding) {
    return size <= (encoding == Encoding.PLAIN ? Sizes.LARGE : Frames.CONTENT_BYTES);
  }

  private void put(String name, Body body, long contentBytes) throws BucketException, IOException {
    bucket.put(name, body, new Condition.Always());
    account(contentBytes);
  }

  /** Tells that bytes of content have arrived. */
  void account(long contentBytes) {
    sent.addAndGet(contentBytes);
    progress.done(contentBytes);
  }

  boolean isThere(String name, long size) throws BucketException {
    return presence.isThere(name, size);
  }

  /** Reads a part of a content and compresses it. */
  byte[] compressed(TreeRecord.File file, long from, int count) throws IOException {
    Room.COMPRESSING.enter();
    try {
      byte[] content = new byte[count];
      if (count == file.size()) {
        files.read(file, content, 0);
      } else {
        files.read(file, from, content, count);
      }
      return compress(content, count);
    } finally {
      Room.COMPRESSING.leave();
    }
  }

  private static byte[] compress(byte[] content, int count) {
    byte[] target = new byte[(int) Zstd.compressBound(count)];
    int size =
        (int)
            Zstd.compressByteArray(target, 0, target.length, content, 0, count, Compression.LEVEL);
    return Arrays.copyOf(target, size);
  }
}
