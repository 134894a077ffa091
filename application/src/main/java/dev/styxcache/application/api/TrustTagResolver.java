package dev.styxcache.application.api;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/**
 * Believes that a tag always means the same image. It asks nobody, so it is right for tags that are
 * never moved. It is the default in Python's {@code styxcache} too. Of a tag that is known to move
 * it warns.
 */
public final class TrustTagResolver implements ImageDigestResolver {

  /** Makes one; it has no state. */
  public TrustTagResolver() {}

  @Override
  public Resolution resolve(String tag) {
    return new Resolution.Resolved(ImageDigest.ofTag(tag), caution(tag));
  }

  private static Optional<String> caution(String tag) {
    if (!floats(tag)) {
      return Optional.empty();
    }
    return Optional.of(
        "the tag of the image "
            + tag
            + " floats, and is believed to mean the same image for ever: a newer image would be"
            + " taken for this one. Name a version, or have the engine asked (policy.image_digest)");
  }

  /** Whether a tag is one that publishers move: {@code latest}, which is also meant by none. */
  private static boolean floats(String tag) {
    String name = tag.substring(tag.lastIndexOf('/') + 1);
    int colon = name.indexOf(':');
    boolean pinned = name.indexOf('@') >= 0;
    return !tag.isEmpty() && !pinned && (colon < 0 || name.substring(colon + 1).equals("latest"));
  }
}
