package dev.styxcache.adapter.s3.upload;

import dev.styxcache.adapter.s3.bucket.Body;
import dev.styxcache.adapter.s3.bucket.Bucket;
import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.adapter.s3.bucket.ByteArrayBody;
import dev.styxcache.adapter.s3.bucket.FileRangeBody;
import dev.styxcache.adapter.s3.bucket.ParallelRequests;
import dev.styxcache.adapter.s3.format.BlobEncoding;
import dev.styxcache.adapter.s3.format.Frames;
import dev.styxcache.adapter.s3.format.ObjectNames;
import dev.styxcache.adapter.s3.format.TransferSizes;
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

/** Uploads one large content in parts, several in parallel. */
final class MultipartUpload {

  private final Bucket bucket;
  private final ParallelRequests requests;
  private final BlobUploader uploader;
  private final LocalFiles files;
  private final TreeRecord.File file;
  private final String name;
  private final String upload;
  private final List<Future<CompletedPart>> parts = new ArrayList<>();

  private MultipartUpload(
      Bucket bucket,
      ParallelRequests requests,
      BlobUploader uploader,
      LocalFiles files,
      TreeRecord.File file,
      BlobEncoding encoding)
      throws BucketException {
    this.bucket = bucket;
    this.requests = requests;
    this.uploader = uploader;
    this.files = files;
    this.file = file;
    this.name = ObjectNames.blob(file.hash(), encoding);
    this.upload = bucket.begin(name);
  }

  /** Begins an upload; parts are being uploaded when this returns. */
  static MultipartUpload begin(
      Bucket bucket,
      ParallelRequests requests,
      BlobUploader uploader,
      LocalFiles files,
      TreeRecord.File file,
      BlobEncoding encoding)
      throws BucketException, IOException {
    MultipartUpload upload = new MultipartUpload(bucket, requests, uploader, files, file, encoding);
    try {
      if (encoding == BlobEncoding.PLAIN) {
        upload.plain();
      } else {
        BufferPermits.DIVIDING.acquire();
        try {
          upload.frames();
        } finally {
          BufferPermits.DIVIDING.release();
        }
      }
      return upload;
    } catch (BucketException | IOException | RuntimeException e) {
      upload.abort();
      throw e;
    }
  }

  private void plain() {
    long length = TransferSizes.part(file.size());
    for (long from = 0; from < file.size(); from += length) {
      long begin = from;
      long bytes = Math.min(length, file.size() - from);
      int number = parts.size() + 1;
      parts.add(
          requests.submit(
              () -> {
                try (FileChannel channel = files.open(file)) {
                  return part(number, new FileRangeBody(channel, begin, bytes), bytes);
                }
              }));
    }
  }

  private CompletedPart part(int number, Body body, long contentBytes)
      throws BucketException, IOException {
    CompletedPart part = bucket.part(name, upload, number, body);
    uploader.account(contentBytes);
    return part;
  }

  private void frames() throws BucketException, IOException {
    int frames = Frames.count(file.size());
    long least = TransferSizes.part(file.size());
    List<Integer> lengths = new ArrayList<>(frames);
    Deque<Future<byte[]>> ahead = new ArrayDeque<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    long contentBytes = 0;
    int begun = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (; begun < Math.min(frames, frame + BufferPermits.COMPRESSING_AT_ONCE); begun++) {
        int next = begun;
        ahead.add(requests.submit(() -> compress(next)));
      }
      byte[] packed = requests.result(ahead.remove());
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
    return uploader.compressed(file, (long) frame * Frames.CONTENT_BYTES, count);
  }

  private void submit(byte[] part, long contentBytes) {
    BufferPermits.PARTS.acquire();
    int number = parts.size() + 1;
    parts.add(
        requests
            .submit(() -> part(number, new ByteArrayBody(part), contentBytes))
            .whenComplete((completed, failure) -> BufferPermits.PARTS.release()));
  }

  /** Waits for the parts and completes the object. */
  void complete() throws BucketException, IOException {
    List<CompletedPart> completed = new ArrayList<>(parts.size());
    for (Future<CompletedPart> part : parts) {
      completed.add(requests.result(part));
    }
    bucket.complete(name, upload, completed);
  }

  /** Stops the requests and gives the upload up. */
  void abort() {
    requests.close();
    bucket.abort(name, upload);
  }
}
