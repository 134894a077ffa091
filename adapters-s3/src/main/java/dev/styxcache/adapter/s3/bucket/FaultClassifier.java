package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Translates errors of the SDK into faults: a message for users, and how far the fault reaches. A
 * message may quote the server's response, which contains no secret, but never a request, whose
 * headers do.
 */
final class FaultClassifier {

  private static final int DENIED = 403;
  private static final int FULL = 507;

  private final BucketSettings settings;

  FaultClassifier(BucketSettings settings) {
    this.settings = settings;
  }

  /**
   * Classifies an error.
   *
   * @throws RunInterruptedException if the thread was interrupted, which is not a fault of the
   *     bucket
   */
  BucketException of(Throwable failure, boolean writing) {
    if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException(
          "interrupted during a request to the bucket " + settings.name(), failure);
    }
    return new BucketException(
        failure instanceof S3Exception answer ? answered(answer, writing) : unanswered(failure),
        failure);
  }

  private Fault answered(S3Exception answer, boolean writing) {
    String code = code(answer);
    int status = answer.statusCode();
    String reason = status + (code.isEmpty() ? "" : " " + code);
    if (code.equals("NoSuchBucket")) {
      return everything("does not exist; create the bucket, or correct store.s3.bucket");
    } else if (status == 301 || status == 307 || code.equals("AuthorizationHeaderMalformed")) {
      return everything("is in another region (" + reason + "); correct store.s3.region");
    } else if (status == DENIED || status == 401) {
      return denied(code, reason, writing);
    } else if (status == FULL || code.contains("Quota") || code.contains("StorageFull")) {
      return new Fault(Reach.WRITING, the("is full (" + reason + ")"));
    } else if (status >= 500 || status == 429 || status == 408) {
      return everything("fails (" + reason + "); check its server");
    }
    return new Fault(Reach.THIS_ENTRY, the("rejects a request (" + reason + ")"));
  }

  private Fault denied(String code, String reason, boolean writing) {
    boolean ofKey =
        code.contains("Signature") || code.contains("AccessKey") || code.contains("Token");
    if (writing && !ofKey) {
      return new Fault(
          Reach.WRITING,
          the(
              "cannot be written to ("
                  + reason
                  + "); allow these credentials to write, or set store.s3.push = false"));
    }
    return everything(
        "denies access (" + reason + "); check the credentials, and that they may list and read");
  }

  private Fault unanswered(Throwable failure) {
    Throwable root = failure;
    boolean late = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      root = t;
      late |=
          t instanceof ApiCallTimeoutException
              || t instanceof ApiCallAttemptTimeoutException
              || t instanceof SocketTimeoutException;
    }
    String text = String.valueOf(root.getMessage());
    String message = String.valueOf(failure.getMessage());
    if (message.contains("Unable to load credentials")) {
      return everything(
          "cannot be used: there are no credentials; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or sign in");
    } else if (message.contains("Unable to load region")) {
      return everything("cannot be used: there is no region; set store.s3.region");
    } else if (root instanceof UnknownHostException) {
      return everything("cannot be reached: there is no host " + text);
    } else if (root instanceof ConnectException) {
      return everything("cannot be reached: " + text);
    } else if (root instanceof SSLException) {
      return everything("cannot be trusted: " + text);
    }
    return everything(
        late
            ? "does not respond in time"
            : "closed the connection: " + root.getClass().getSimpleName());
  }

  static String code(S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private Fault everything(String what) {
    return new Fault(Reach.EVERYTHING, the(what));
  }

  private String the(String what) {
    String server = settings.endpoint().map(address -> " at " + address).orElse("");
    return "the bucket " + settings.name() + server + " " + what;
  }
}
