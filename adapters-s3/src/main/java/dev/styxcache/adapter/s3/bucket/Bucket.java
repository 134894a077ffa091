package dev.styxcache.adapter.s3.bucket;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.time.Instant;
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
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The requests that are made of a bucket. Each is tried several times where that makes sense, by
 * the SDK, before it fails. Names are without the prefix. Safe for use by many threads; connects
 * when it is first asked for something.
 */
public final class Bucket implements AutoCloseable {

  /** The largest object that can be copied by one request. */
  private static final long MOST_BYTES_OF_COPY = 5L << 30;

  private static final long COPIED_PART = 1L << 30;
  private static final int CONFLICTS = 10;

  private final BucketSettings settings;
  private final Requests requests;
  private final Faults faults;
  private final Object lock = new Object();
  private @Nullable S3Client client;
  private boolean closed;

  /**
   * A bucket.
   *
   * @param settings where it is
   */
  public Bucket(BucketSettings settings) {
    this.settings = settings;
    this.requests = new Requests(settings);
    this.faults = new Faults(settings);
  }

  /**
   * How it is used.
   *
   * @return the settings that it was made with
   */
  public BucketSettings settings() {
    return settings;
  }

  /**
   * Looks at an object.
   *
   * @param name its name
   * @return what the server says of it, or nothing where there is none
   * @throws BucketException if the bucket failed
   */
  public Optional<ObjectFacts> look(String name) throws BucketException {
    try {
      HeadObjectResponse head = client().headObject(requests.head(name));
      return Optional.of(
          new ObjectFacts(
              requireNonNullElse(head.eTag(), ""),
              requireNonNullElse(head.contentLength(), -1L),
              requireNonNullElse(head.lastModified(), Instant.now())));
    } catch (RuntimeException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw faults.of(e, false);
    }
  }

  /**
   * Reads an object, or a part of it.
   *
   * @param range which part
   * @param sink takes the bytes; called again from the beginning where the connection broke
   * @return what the server says of it, or nothing where it is not there, or no longer the version
   *     that was asked for
   * @throws BucketException if the bucket failed
   */
  public Optional<ObjectFacts> read(ObjectRange range, Download.Sink sink) throws BucketException {
    return new Download(client(), requests.get(range.name()), range, faults).run(sink);
  }

  /**
   * Writes an object by one request.
   *
   * @param name its name
   * @param body its content
   * @param condition when it may be written
   * @return the ETag of what was written, or nothing where the condition did not hold
   * @throws BucketException if the bucket failed
   * @throws IOException if the content could not be read
   */
  public Optional<String> put(String name, Body body, Condition condition)
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
        if (e instanceof S3Exception answer && answer.statusCode() == 412) {
          return Optional.empty();
        } else if (e instanceof S3Exception answer
            && condition instanceof Condition.Over
            && answer.statusCode() == 404) {
          return Optional.empty();
        } else if (e instanceof S3Exception answer
            && answer.statusCode() == 409
            && attempt < CONFLICTS) {
          // Another one writes it at this moment; who was first is known when that is done.
          pause(attempt);
        } else {
          throw faults.of(e, true);
        }
      }
    }
  }

  /**
   * Begins to write an object in parts.
   *
   * @param name its name
   * @return the upload's id
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
   * Writes a part.
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
   * Ends an upload: the object is there now, as a whole.
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
   * Gives an upload up. What cannot be given up now goes by the bucket's lifecycle rule.
   *
   * @param name the object's name
   * @param upload the upload's id
   */
  public void abort(String name, String upload) {
    try {
      client().abortMultipartUpload(requests.abort(name, upload));
    } catch (RuntimeException | BucketException e) {
      LoggerFactory.getLogger(Bucket.class)
          .debug("an upload of {} is left behind: {}", name, e.getClass().getSimpleName());
    }
  }

  /**
   * Writes an object anew, as it is, so that its age is counted from now.
   *
   * @param name its name
   * @param size how many bytes it has
   * @throws BucketException if the bucket failed
   */
  public void renew(String name, long size) throws BucketException {
    try {
      if (size <= MOST_BYTES_OF_COPY) {
        client().copyObject(requests.renew(name));
        return;
      }
      String upload = begin(name);
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < size; from += COPIED_PART) {
        int number = parts.size() + 1;
        long to = Math.min(size, from + COPIED_PART);
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
   * Deletes an object; it need not be there.
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
        throw new IllegalStateException("the bucket was closed");
      }
      if (client == null) {
        try {
          client = Clients.of(settings);
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
    return e instanceof S3Exception answer
        && answer.statusCode() == 404
        && !Faults.code(answer).equals("NoSuchBucket");
  }

  /** Waits a little, longer each time, and not as long as others do. */
  static void pause(int attempt) {
    long most = 50L << Math.min(attempt, 6);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
