package dev.styxcache.application.api;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/**
 * Uses the tag itself as the image's digest, without asking a registry or an engine. Correct for
 * tags that never move, and the default of Python's {@code styxcache}. Warns of floating tags.
 * Thread-safe.
 */
public final class TrustTagResolver implements ImageDigestResolver {

  /** Creates a resolver, which has no state. */
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
            + " floats, but is trusted to mean the same image for ever: entries of an older image"
            + " would be served. Name a version, or have the engine asked (policy.image_digest)");
  }

  /** Whether publishers move a tag: {@code latest}, which is also the default. */
  private static boolean floats(String tag) {
    String name = tag.substring(tag.lastIndexOf('/') + 1);
    int colon = name.indexOf(':');
    boolean pinned = name.indexOf('@') >= 0;
    return !tag.isEmpty() && !pinned && (colon < 0 || name.substring(colon + 1).equals("latest"));
  }
}
