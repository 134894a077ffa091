package dev.styxcache.application.api;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/** Resolves the tag of a container image to the digest that it has now. Thread-safe. */
public interface ImageDigestResolver {

  /**
   * Resolves a tag.
   *
   * @param tag the image that will run, or the empty string for a tool without one
   * @return the digest, or why there is none; never something weaker than what the resolver stands
   *     for
   */
  Resolution resolve(String tag);

  /**
   * For runners that use no image, whatever image a tool names. The tag itself is the digest, as in
   * Python's {@code styxcache}, without a caution.
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

  /** The outcome. */
  sealed interface Resolution {

    /**
     * The tag was resolved.
     *
     * @param digest what it stands for
     * @param caution why the digest may stand for several images, for people; empty where it cannot
     */
    record Resolved(ImageDigest digest, Optional<String> caution) implements Resolution {

      /**
       * Without a caution.
       *
       * @param digest what the tag stands for
       */
      public Resolved(ImageDigest digest) {
        this(digest, Optional.empty());
      }
    }

    /**
     * It was not.
     *
     * @param reason why, and what to do, for people
     */
    record Unresolved(String reason) implements Resolution {}
  }
}
