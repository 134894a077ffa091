package dev.styxcache.adapter.s3.bucket;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Client of one bucket. The SDK retries requests where that makes sense. Object names are without
 * the prefix of the settings. Safe for use by many threads; connects on the first request.
 */
public final class Bucket implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** Maximum length of an object that S3 copies by one request, in bytes. */
  private static final long MAX_COPY = 5L << 30;

  /** Length of a part of a larger copy, in bytes. */
  private static final long COPY_PART = 1L << 30;

  /** Maximum number of attempts of a download whose body breaks off. */
  private static final int DOWNLOAD_ATTEMPTS = 3;

  /** Maximum number of attempts of a conditional write that meets another. */
  private static final int CONFLICT_ATTEMPTS = 10;

  private final BucketSettings settings;
  private final RequestFactory requests;
  private final FaultClassifier faults;
  private final Object lock = new Object();
  private @Nullable S3Client client;
  private boolean closed;

  /**
   * Makes a client.
   *
   * @param settings settings of the bucket
   */
  public Bucket(BucketSettings settings) {
    this.settings = settings;
    this.requests = new RequestFactory(settings);
    this.faults = new FaultClassifier(settings);
  }

  /**
   * Returns the settings.
   *
   * @return the settings
   */
  public BucketSettings settings() {
    return settings;
  }

  /**
   * Looks for an object.
   *
   * @param name its name
   * @return what the server says of it, or nothing if there is no such object
   * @throws BucketException if the bucket failed
   */
  public Optional<ObjectInfo> head(String name) throws BucketException {
    try {
      return Optional.of(ObjectInfo.of(client().headObject(requests.head(name))));
    } catch (RuntimeException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw faults.of(e, false);
    }
  }

  /**
   * Downloads an object, or a range of it.
   *
   * @param range the range
   * @param sink receives the bytes; called again from the first byte after a broken connection
   * @return what the server says of the object, or nothing if it is missing, or has another version
   *     than the range
   * @throws BucketException if the bucket failed
   */
  public Optional<ObjectInfo> read(ObjectRange range, Sink sink) throws BucketException {
    S3Client s3 = client();
    GetObjectRequest request = requests.get(range);
    for (int attempt = 1; ; attempt++) {
      ResponseBody body;
      try {
        body = new ResponseBody(s3.getObject(request));
      } catch (RuntimeException e) {
        if (isMissing(e)
            || isStatus(e, PRECONDITION_FAILED)
            || isStatus(e, RANGE_NOT_SATISFIABLE)) {
          return Optional.empty();
        }
        throw faults.of(e, false);
      }
      try (body) {
        if (!range.matches(body.response().contentRange())) {
          return Optional.empty();
        }
        ObjectInfo info = ObjectInfo.of(body.response());
        sink.take(info, body);
        return Optional.of(info);
      } catch (IOException | RuntimeException e) {
        if (e instanceof RuntimeException failure && !body.isBroken()) {
          throw failure;
        } else if (attempt == DOWNLOAD_ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw faults.of(e, false);
        }
        pause(attempt);
      }
    }
  }

  /** Receives a download. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Receives all bytes.
     *
     * @param info what the server says of the object
     * @param content the bytes; must be read to the end
     * @throws IOException if they cannot be read, and in no other case
     */
    void take(ObjectInfo info, InputStream content) throws IOException;
  }

  /**
   * Writes an object by one request.
   *
   * @param name its name
   * @param body its content
   * @param condition precondition
   * @return the ETag of the new version, or nothing if the precondition failed
   * @throws BucketException if the bucket failed
   * @throws IOException if the content could not be read
   */
  public Optional<String> put(String name, Body body, WriteCondition condition)
      throws BucketException, IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(
            requireNonNullElse(
                client()
                    .putObject(requests.put(name, body.length(), condition), content(body))
                    .eTag(),
                ""));
      } catch (RuntimeException e) {
        rethrowLocal(body);
        boolean gone = condition instanceof WriteCondition.IfMatch && isStatus(e, NOT_FOUND);
        if (gone || isStatus(e, PRECONDITION_FAILED)) {
          return Optional.empty();
        } else if (isStatus(e, CONFLICT) && attempt < CONFLICT_ATTEMPTS) {
          // Another conditional write is in progress; its end decides this one.
          pause(attempt);
        } else {
          throw faults.of(e, true);
        }
      }
    }
  }

  /**
   * Begins a multipart upload.
   *
   * @param name its name
   * @return id of the upload
   * @throws BucketException if the bucket failed
   */
  public String begin(String name) throws BucketException {
    try {
      return client().createMultipartUpload(requests.begin(name)).uploadId();
    } catch (RuntimeException e) {
      throw faults.of(e, true);
    }
  }

  /**
   * Uploads a part.
   *
   * @param name the object's name
   * @param upload the upload's id
   * @param number the part's number, from 1
   * @param body its content
   * @return the part
   * @throws BucketException if the bucket failed
   * @throws IOException if the content could not be read
   */
  public CompletedPart part(String name, String upload, int number, Body body)
      throws BucketException, IOException {
    try {
      String etag =
          client()
              .uploadPart(requests.part(name, upload, number, body.length()), content(body))
              .eTag();
      return CompletedPart.builder().partNumber(number).eTag(etag).build();
    } catch (RuntimeException e) {
      rethrowLocal(body);
      throw faults.of(e, true);
    }
  }

  /**
   * Completes a multipart upload: the whole object exists now.
   *
   * @param name the object's name
   * @param upload the upload's id
   * @param parts its parts, in their order
   * @throws BucketException if the bucket failed
   */
  public void complete(String name, String upload, List<CompletedPart> parts)
      throws BucketException {
    try {
      client().completeMultipartUpload(requests.complete(name, upload, parts));
    } catch (RuntimeException e) {
      throw faults.of(e, true);
    }
  }

  /**
   * Aborts a multipart upload. If that fails, the bucket's lifecycle rule removes its parts.
   *
   * @param name the object's name
   * @param upload the upload's id
   */
  public void abort(String name, String upload) {
    try {
      client().abortMultipartUpload(requests.abort(name, upload));
    } catch (RuntimeException | BucketException e) {
      LoggerFactory.getLogger(Bucket.class)
          .debug(
              "the multipart upload of {} could not be aborted: {}",
              name,
              e.getClass().getSimpleName());
    }
  }

  /**
   * Copies an object onto itself, so that its lifetime begins again.
   *
   * @param name its name
   * @param size its length in bytes
   * @throws BucketException if the bucket failed
   */
  public void renew(String name, long size) throws BucketException {
    try {
      if (size <= MAX_COPY) {
        client().copyObject(requests.renew(name));
        return;
      }
      String upload = begin(name);
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < size; from += COPY_PART) {
        int number = parts.size() + 1;
        long to = Math.min(size, from + COPY_PART);
        String etag =
            client()
                .uploadPartCopy(requests.partCopy(name, upload, number, from, to))
                .copyPartResult()
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
      }
      complete(name, upload, parts);
    } catch (RuntimeException e) {
      throw faults.of(e, true);
    }
  }

  /**
   * Deletes an object, if it exists.
   *
   * @param name its name
   * @throws BucketException if the bucket failed
   */
  public void delete(String name) throws BucketException {
    try {
      client().deleteObject(requests.delete(name));
    } catch (RuntimeException e) {
      throw faults.of(e, true);
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (client != null) {
        client.close();
        client = null;
      }
    }
  }

  private S3Client client() throws BucketException {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the bucket is closed");
      }
      if (client == null) {
        try {
          client = requests.client();
        } catch (SdkException | IllegalArgumentException e) {
          throw faults.of(e, false);
        }
      }
      return client;
    }
  }

  private static RequestBody content(Body body) {
    return RequestBody.fromContentProvider(body::open, body.length(), "application/octet-stream");
  }

  private static void rethrowLocal(Body body) throws IOException {
    if (body.failure().isPresent()) {
      throw body.failure().get();
    }
  }

  private static boolean isMissing(RuntimeException e) {
    return isStatus(e, NOT_FOUND) && !FaultClassifier.code((S3Exception) e).equals("NoSuchBucket");
  }

  private static boolean isStatus(RuntimeException e, int status) {
    return e instanceof S3Exception answer && answer.statusCode() == status;
  }

  /** Exponential back-off with jitter. */
  private static void pause(int attempt) {
    long most = 50L << Math.min(attempt, 6);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
