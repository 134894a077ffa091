package dev.styxcache.adapter.s3.bucket;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the SDK's client. */
final class Clients {

  private static final int ATTEMPTS = 3;

  private Clients() {}

  /**
   * Makes a client, with credentials from the SDK's default chain. Contents have digests of their
   * own that are checked, so that checksums of answers are not looked at.
   */
  static S3Client of(BucketSettings settings) {
    S3ClientBuilder builder =
        S3Client.builder()
            .forcePathStyle(settings.pathStyle())
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                common ->
                    common.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
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
      // Other servers than Amazon's have but one, which most call so.
      builder.region(Region.US_EAST_1);
    }
    return builder.build();
  }
}
