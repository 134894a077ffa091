package dev.styxcache.application.api;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/** Resolves the tag of a container image to its current digest. Thread-safe. */
public interface ImageDigestResolver {

  /**
   * Resolves a tag.
   *
   * @param tag the image that will run; empty for a tool without an image
   * @return the digest, or why there is none; never a weaker digest than this resolver promises
   */
  Resolution resolve(String tag);

  /**
   * A resolver for runners that use no image, even if a tool names one. The tag itself is the
   * digest, as in Python's {@code styxcache}, without a caution.
   *
   * @return the resolver
   */
  static ImageDigestResolver unused() {
    // Not a lambda: the first one in a JVM takes several milliseconds.
    return new ImageDigestResolver() {
      @Override
      public Resolution resolve(String tag) {
        return new Resolution.Resolved(ImageDigest.ofTag(tag));
      }
    };
  }

  /** The outcome of {@link #resolve}. */
  sealed interface Resolution {

    /**
     * The tag was resolved.
     *
     * @param digest the digest
     * @param caution why several images may share this digest, for people; empty if they cannot
     */
    record Resolved(ImageDigest digest, Optional<String> caution) implements Resolution {

      /**
       * Without a caution.
       *
       * @param digest the digest
       */
      public Resolved(ImageDigest digest) {
        this(digest, Optional.empty());
      }
    }

    /**
     * The tag was not resolved.
     *
     * @param reason why, and the next step, for people
     */
    record Unresolved(String reason) implements Resolution {}
  }
}
