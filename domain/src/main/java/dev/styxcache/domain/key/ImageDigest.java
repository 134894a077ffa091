package dev.styxcache.domain.key;

import java.util.Objects;

/**
 * What an image digest resolver answered for a container image: what stands for the image in a key.
 *
 * @param value the answer with the resolver's prefix, such as {@code docker:sha256:…} or {@code
 *     tag:brainlife/fsl:6.0.4}
 */
public record ImageDigest(String value) {

  /** Checks that there is a value. */
  public ImageDigest {
    Objects.requireNonNull(value, "value");
  }

  /**
   * The answer of a resolver that believes the tag. It is Python's default, for a tool without an
   * image too.
   *
   * @param tag the tag, or the empty string
   * @return {@code tag:} and the tag
   */
  public static ImageDigest ofTag(String tag) {
    return new ImageDigest("tag:" + tag);
  }

  @Override
  public String toString() {
    return value;
  }
}
