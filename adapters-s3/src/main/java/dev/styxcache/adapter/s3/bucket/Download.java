package dev.styxcache.adapter.s3.bucket;

import static java.util.Objects.requireNonNullElse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One download. The SDK tries again until an answer begins; where it breaks off later it is asked
 * for anew here.
 */
public final class Download {

  private static final int ATTEMPTS = 3;

  private final S3Client client;
  private final GetObjectRequest request;
  private final ObjectRange range;
  private final Faults faults;

  Download(S3Client client, GetObjectRequest.Builder request, ObjectRange range, Faults faults) {
    this.client = client;
    range.header().ifPresent(request::range);
    range.etag().ifPresent(request::ifMatch);
    this.request = request.build();
    this.range = range;
    this.faults = faults;
  }

  /** Takes what is downloaded. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes all of it.
     *
     * @param facts what the server says of the object
     * @param content the bytes; to be read to the end
     * @throws IOException if they cannot be read, and in no other case
     */
    void take(ObjectFacts facts, InputStream content) throws IOException;
  }

  Optional<ObjectFacts> run(Sink sink) throws BucketException {
    for (int attempt = 1; ; attempt++) {
      Arriving content;
      ObjectFacts facts;
      try {
        ResponseInputStream<GetObjectResponse> response = client.getObject(request);
        content = new Arriving(response);
        facts = facts(response.response());
        if (!isWhatWasAsked(response.response())) {
          response.abort();
          return Optional.empty();
        }
      } catch (S3Exception e) {
        boolean gone =
            e.statusCode() == 412
                || e.statusCode() == 416
                || (e.statusCode() == 404 && !Faults.code(e).equals("NoSuchBucket"));
        if (gone) {
          return Optional.empty();
        }
        throw faults.of(e, false);
      } catch (RuntimeException e) {
        throw faults.of(e, false);
      }
      try (content) {
        sink.take(facts, content);
        return Optional.of(facts);
      } catch (IOException | RuntimeException e) {
        if (e instanceof RuntimeException failure && !content.broken) {
          throw failure;
        } else if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
          throw faults.of(e, false);
        }
        Bucket.pause(attempt);
      }
    }
  }

  private boolean isWhatWasAsked(GetObjectResponse response) {
    if (range.length().isEmpty()) {
      return true;
    }
    String given = requireNonNullElse(response.contentRange(), "");
    return range.from().isEmpty()
        ? given.startsWith("bytes ")
        : given.startsWith(
            "bytes "
                + range.from().getAsLong()
                + "-"
                + (range.from().getAsLong() + range.length().getAsLong() - 1)
                + "/");
  }

  private static ObjectFacts facts(GetObjectResponse response) {
    String given = requireNonNullElse(response.contentRange(), "");
    int slash = given.indexOf('/');
    long size = requireNonNullElse(response.contentLength(), -1L);
    if (slash >= 0) {
      try {
        size = Long.parseLong(given.substring(slash + 1));
      } catch (NumberFormatException e) {
        size = -1;
      }
    }
    return new ObjectFacts(
        requireNonNullElse(response.eTag(), ""),
        size,
        requireNonNullElse(response.lastModified(), Instant.now()));
  }

  /** Tells a broken connection from a sink that failed. */
  private static final class Arriving extends FilterInputStream {

    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;
    private boolean broken;

    Arriving(ResponseInputStream<GetObjectResponse> response) {
      super(response);
      this.response = response;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      try {
        int got = super.read(target, offset, count);
        ended |= got < 0;
        return got;
      } catch (IOException | RuntimeException e) {
        broken = true;
        throw e;
      }
    }

    /** A connection whose answer was not read to the end is of no further use. */
    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        response.abort();
      }
    }
  }
}
