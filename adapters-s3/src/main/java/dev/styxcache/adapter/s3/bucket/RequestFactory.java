package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.adapter.s3.format.ObjectNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Makes the SDK's client and its requests, each with its time limit. Immutable. */
final class RequestFactory {

  /** User metadata of every object, for people who find one in the bucket. */
  private static final Map<String, String> METADATA = Map.of("styxcache-format", "1");

  /** Minimum throughput, in bytes per second; a slower request times out. */
  private static final long MIN_BYTES_PER_SECOND = 64 * 1024;

  /** Maximum time for a copy within the server, which is slow for large objects. */
  private static final Duration COPY = Duration.ofMinutes(10);

  /** Maximum number of attempts of one request, by the SDK. */
  private static final int SDK_ATTEMPTS = 3;

  private final BucketSettings settings;

  RequestFactory(BucketSettings settings) {
    this.settings = settings;
  }

  /**
   * Makes the SDK's client, with credentials from its default chain. Checksums of responses are not
   * validated: contents are checked against their BLAKE3 digests, manifests against zstd's.
   */
  S3Client client() {
    S3ClientBuilder builder =
        S3Client.builder()
            .forcePathStyle(settings.pathStyle())
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                common ->
                    common.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(SDK_ATTEMPTS)
                            .build()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(settings.parallel() + 4)
                    .connectionTimeout(settings.connectTimeout())
                    .socketTimeout(settings.readTimeout())
                    .connectionAcquisitionTimeout(
                        settings.connectTimeout().plus(settings.readTimeout())));
    settings.region().map(Region::of).ifPresent(builder::region);
    settings.endpoint().ifPresent(builder::endpointOverride);
    if (settings.endpoint().isPresent() && settings.region().isEmpty()) {
      // Servers other than Amazon's have only one region, which most call this.
      builder.region(Region.US_EAST_1);
    }
    return builder.build();
  }

  private String key(String name) {
    return settings.prefix() + name;
  }

  private Duration limit(long bytes) {
    return settings
        .connectTimeout()
        .plus(settings.readTimeout())
        .plusSeconds(bytes / MIN_BYTES_PER_SECOND);
  }

  GetObjectRequest get(ObjectRange range) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key(range.name()))
            .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)));
    range.header().ifPresent(request::range);
    range.etag().ifPresent(request::ifMatch);
    return request.build();
  }

  HeadObjectRequest head(String name) {
    return HeadObjectRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)))
        .build();
  }

  PutObjectRequest put(String name, long length, WriteCondition condition) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key(name))
            .contentLength(length)
            .contentType(ObjectNames.contentType(name))
            .metadata(METADATA)
            .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(length)));
    if (condition instanceof WriteCondition.IfAbsent) {
      request.ifNoneMatch("*");
    } else if (condition instanceof WriteCondition.IfMatch match) {
      request.ifMatch(match.etag());
    }
    settings.encryption().algorithm().ifPresent(request::serverSideEncryption);
    settings.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
    return request.build();
  }

  CreateMultipartUploadRequest begin(String name) {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(settings.bucket())
            .key(key(name))
            .contentType(ObjectNames.contentType(name))
            .metadata(METADATA)
            .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)));
    settings.encryption().algorithm().ifPresent(request::serverSideEncryption);
    settings.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
    return request.build();
  }

  UploadPartRequest part(String name, String upload, int number, long length) {
    return UploadPartRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .uploadId(upload)
        .partNumber(number)
        .contentLength(length)
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(length)))
        .build();
  }

  UploadPartCopyRequest partCopy(String name, String upload, int number, long from, long to) {
    return UploadPartCopyRequest.builder()
        .sourceBucket(settings.bucket())
        .sourceKey(key(name))
        .copySourceRange("bytes=" + from + "-" + (to - 1))
        .destinationBucket(settings.bucket())
        .destinationKey(key(name))
        .uploadId(upload)
        .partNumber(number)
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(COPY))
        .build();
  }

  CompleteMultipartUploadRequest complete(String name, String upload, List<CompletedPart> parts) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .uploadId(upload)
        .multipartUpload(m -> m.parts(parts))
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(COPY))
        .build();
  }

  AbortMultipartUploadRequest abort(String name, String upload) {
    return AbortMultipartUploadRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .uploadId(upload)
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)))
        .build();
  }

  /** S3 refuses a copy of an object onto itself unless it replaces the metadata. */
  CopyObjectRequest renew(String name) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(settings.bucket())
            .sourceKey(key(name))
            .destinationBucket(settings.bucket())
            .destinationKey(key(name))
            .metadataDirective(MetadataDirective.REPLACE)
            .contentType(ObjectNames.contentType(name))
            .metadata(METADATA)
            .overrideConfiguration(c -> c.apiCallAttemptTimeout(COPY));
    settings.encryption().algorithm().ifPresent(request::serverSideEncryption);
    settings.encryption().kmsKey().ifPresent(request::ssekmsKeyId);
    return request.build();
  }

  DeleteObjectRequest delete(String name) {
    return DeleteObjectRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)))
        .build();
  }
}
