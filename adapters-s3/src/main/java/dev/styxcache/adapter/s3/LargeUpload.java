package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.Body;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.Bytes;
import dev.styxcache.adapter.s3.bucket.FileRegion;
import dev.styxcache.adapter.s3.format.Encoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends one large content in parts, several at once. */
final class LargeUpload {

  private final Bucket bucket;
  private final Tasks tasks;
  private final Sender sender;
  private final LocalFiles files;
  private final TreeRecord.File file;
  private final String name;
  private final String upload;
  private final List<Future<CompletedPart>> parts = new ArrayList<>();

  private LargeUpload(
      Bucket bucket,
      Tasks tasks,
      Sender sender,
      LocalFiles files,
      TreeRecord.File file,
      Encoding encoding)
      throws BucketException {
    this.bucket = bucket;
    this.tasks = tasks;
    this.sender = sender;
    this.files = files;
    this.file = file;
    this.name = ObjectNames.blob(file.hash(), encoding);
    this.upload = bucket.begin(name);
  }

  /** Begins one; parts are under way when this returns. */
  static LargeUpload begin(
      Bucket bucket,
      Tasks tasks,
      Sender sender,
      LocalFiles files,
      TreeRecord.File file,
      Encoding encoding)
      throws BucketException, IOException {
    LargeUpload upload = new LargeUpload(bucket, tasks, sender, files, file, encoding);
    try {
      if (encoding == Encoding.PLAIN) {
        upload.sendPlain();
      } else {
        Room.DIVIDING.enter();
        try {
          upload.sendFrames();
        } finally {
          Room.DIVIDING.leave();
        }
      }
      return upload;
    } catch (BucketException | IOException | RuntimeException e) {
      upload.abort();
      throw e;
    }
  }

  private void sendPlain() {
    long length = Sizes.part(file.size());
    for (long from = 0; from < file.size(); from += length) {
      long begin = from;
      long bytes = Math.min(length, file.size() - from);
      int number = parts.size() + 1;
      parts.add(
          tasks.submit(
              () -> {
                try (FileChannel channel = files.open(file)) {
                  return part(number, new FileRegion(channel, begin, bytes), bytes);
                }
              }));
    }
  }

  private CompletedPart part(int number, Body body, long contentBytes)
      throws BucketException, IOException {
    CompletedPart part = bucket.part(name, upload, number, body);
    sender.account(contentBytes);
    return part;
  }

  private void sendFrames() throws BucketException, IOException {
    int frames = Frames.count(file.size());
    long least = Sizes.part(file.size());
    List<Integer> lengths = new ArrayList<>(frames);
    Deque<Future<byte[]>> ahead = new ArrayDeque<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    long contentBytes = 0;
    int begun = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (; begun < Math.min(frames, frame + Room.COMPRESSING_AT_ONCE); begun++) {
        int next = begun;
        ahead.add(tasks.submit(() -> compress(next)));
      }
      byte[] packed = tasks.result(ahead.remove());
      lengths.add(packed.length);
      part.write(packed);
      contentBytes += Frames.contentBytes(file.size(), frame);
      boolean last = frame == frames - 1;
      if (last) {
        part.write(Frames.table(file.size(), lengths));
      }
      if (last || part.size() >= least) {
        submit(part.toByteArray(), contentBytes);
        part.reset();
        contentBytes = 0;
      }
    }
  }

  private byte[] compress(int frame) throws IOException {
    int count = Frames.contentBytes(file.size(), frame);
    return sender.compressed(file, (long) frame * Frames.CONTENT_BYTES, count);
  }

  private void submit(byte[] part, long contentBytes) {
    Room.PARTS.enter();
    int number = parts.size() + 1;
    parts.add(
        tasks
            .submit(() -> part(number, new Bytes(part, part.length), contentBytes))
            .whenComplete((completed, failure) -> Room.PARTS.leave()));
  }

  /** Waits for the parts, and makes them the object. */
  void complete() throws BucketException, IOException {
    List<CompletedPart> completed = new ArrayList<>(parts.size());
    for (Future<CompletedPart> part : parts) {
      completed.add(tasks.result(part));
    }
    bucket.complete(name, upload, completed);
  }

  /** Gives it up; to be called when no part is under way any more. */
  void abort() {
    tasks.close();
    bucket.abort(name, upload);
  }
}
