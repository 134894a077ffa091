package dev.styxcache.adapter.s3.bucket;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a bucket. Credentials are not part of them: they come from the SDK's default chain.
 *
 * @param bucket name of the bucket
 * @param prefix prefix of all object names; may be empty
 * @param region region of the bucket; none for that of the SDK's default chain
 * @param endpoint address of the server; none for Amazon's
 * @param pathStyle whether the bucket is part of the path rather than of the host name
 * @param encryption server-side encryption of new objects
 * @param expiry age at which the bucket's lifecycle rule deletes objects; none without such a rule
 * @param connectTimeout maximum time to connect to the server
 * @param readTimeout maximum time without a byte of the response
 * @param parallel maximum number of concurrent requests, at least 1
 */
public record BucketSettings(
    String bucket,
    String prefix,
    Optional<String> region,
    Optional<URI> endpoint,
    boolean pathStyle,
    Encryption encryption,
    Optional<Duration> expiry,
    Duration connectTimeout,
    Duration readTimeout,
    int parallel) {

  /**
   * Server-side encryption.
   *
   * @param algorithm its name in S3; none for the bucket's default
   * @param kmsKey id of the key in KMS
   */
  public record Encryption(Optional<String> algorithm, Optional<String> kmsKey) {}

  /**
   * Reads settings.
   *
   * @param options the options below {@code store.s3}
   * @return the settings
   * @throws IllegalArgumentException if one is missing, unknown or not valid
   */
  public static BucketSettings of(Map<String, Object> options) {
    OptionReader reader = new OptionReader(options);
    BucketSettings settings =
        new BucketSettings(
            reader
                .text("bucket")
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "store.s3.bucket is missing; set it to the name of the bucket")),
            reader.text("prefix").orElse(""),
            reader.text("region"),
            reader.text("endpoint").map(URI::create),
            reader.flag("path_style", false),
            encryption(reader),
            Optional.of(reader.number("expire_days", 0, 0, 3650))
                .filter(days -> days > 0)
                .map(Duration::ofDays),
            Duration.ofSeconds(reader.number("connect_timeout", 5, 1, 86_400)),
            Duration.ofSeconds(reader.number("read_timeout", 30, 1, 86_400)),
            Math.toIntExact(reader.number("parallel", 16, 1, 256)));
    reader.requireAllKnown();
    return settings;
  }

  private static Encryption encryption(OptionReader reader) {
    Optional<String> algorithm = reader.text("sse").filter(name -> !name.equals("none"));
    Optional<String> key = reader.text("kms_key");
    if (key.isPresent() && algorithm.filter(name -> name.startsWith("aws:kms")).isEmpty()) {
      throw new IllegalArgumentException(
          "store.s3.kms_key needs store.s3.sse to be \"aws:kms\" or \"aws:kms:dsse\"");
    }
    return new Encryption(algorithm, key);
  }

  /**
   * Whether an object has passed half its lifetime, so that an entry that relies on it must renew
   * it.
   *
   * @param info the object
   * @return whether it is to be written again
   */
  public boolean isDueForRenewal(ObjectInfo info) {
    return expiry.isPresent()
        && info.modified().isBefore(Instant.now().minus(expiry.get().dividedBy(2)));
  }

  /**
   * Returns the address for users.
   *
   * @return such as {@code s3://lab-cache/styx/}
   */
  public String name() {
    return "s3://" + bucket + "/" + prefix;
  }
}
