package dev.styxcache.adapter.s3.bucket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Makes requests, each with the settings that it needs and a limit to its time. */
final class Requests {

  /** What is written tells so of itself, to whoever finds it in the bucket. */
  private static final Map<String, String> METADATA = Map.of("styxcache-format", "1");

  /** A connection that is slower than this is as good as none. */
  private static final long LEAST_BYTES_PER_SECOND = 64 * 1024;

  /** A server copies in itself, but large objects take their time. */
  private static final Duration COPY = Duration.ofMinutes(10);

  private final BucketSettings settings;

  Requests(BucketSettings settings) {
    this.settings = settings;
  }

  private String key(String name) {
    return settings.prefix() + name;
  }

  private Duration limit(long bytes) {
    return settings
        .connectTimeout()
        .plus(settings.readTimeout())
        .plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
  }

  GetObjectRequest.Builder get(String name) {
    return GetObjectRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)));
  }

  HeadObjectRequest head(String name) {
    return HeadObjectRequest.builder()
        .bucket(settings.bucket())
        .key(key(name))
        .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(0)))
        .build();
  }

  PutObjectRequest put(String name, long length, Condition condition) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key(name))
            .contentLength(length)
            .contentType(contentType(name))
            .metadata(METADATA)
            .overrideConfiguration(c -> c.apiCallAttemptTimeout(limit(length)));
    if (condition instanceof Condition.Absent) {
      request.ifNoneMatch("*");
    } else if (condition instanceof Condition.Over over) {
      request.ifMatch(over.etag());
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
            .contentType(contentType(name))
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

  /** A copy onto itself keeps no metadata by itself, and is refused where nothing is sent anew. */
  CopyObjectRequest renew(String name) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(settings.bucket())
            .sourceKey(key(name))
            .destinationBucket(settings.bucket())
            .destinationKey(key(name))
            .metadataDirective(MetadataDirective.REPLACE)
            .contentType(contentType(name))
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

  private static String contentType(String name) {
    return name.endsWith(".zst") ? "application/zstd" : "application/octet-stream";
  }
}
