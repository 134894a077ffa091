package dev.styxcache.adapter.s3.bucket;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a bucket is and how it is used. Credentials are not among this: the SDK looks for them
 * where all its programs do.
 *
 * @param bucket its name
 * @param prefix what all names in it begin with; may be empty
 * @param region its region, where the SDK is not to look for it
 * @param endpoint the server, where it is not Amazon's
 * @param pathStyle whether the bucket is part of the path rather than of the host's name
 * @param encryption how the server encrypts what is stored
 * @param expiry after how long without use the bucket's lifecycle rule deletes; none where it has
 *     no such rule
 * @param connectTimeout how long it may take to reach the server
 * @param readTimeout how long the server may be silent in the middle of an answer
 * @param parallel how many requests may be under way at once, at least 1
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
   * How the server encrypts.
   *
   * @param algorithm as S3 names it; none leaves it to the bucket
   * @param kmsKey which key of KMS
   */
  public record Encryption(Optional<String> algorithm, Optional<String> kmsKey) {}

  /**
   * Reads settings.
   *
   * @param options what stands below {@code store.s3}
   * @return the settings
   * @throws IllegalArgumentException if one is missing, unknown or makes no sense
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
                            "store.s3.bucket is missing; give the bucket's name")),
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
          "store.s3.kms_key is of use only where store.s3.sse is \"aws:kms\" or \"aws:kms:dsse\"");
    }
    return new Encryption(algorithm, key);
  }

  /**
   * What people call it.
   *
   * @return such as {@code s3://lab-cache/styx/}
   */
  public String name() {
    return "s3://" + bucket + "/" + prefix;
  }
}
