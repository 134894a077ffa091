package dev.styxcache.application.api;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/** Finds out what a container image's tag stands for now. Safe for use by many threads. */
public interface ImageDigestResolver {

  /**
   * Resolves a tag.
   *
   * @param tag the image that will run, or the empty string for a tool without one
   * @return the digest, or why there is none; never something weaker than what the resolver stands
   *     for
   */
  Resolution resolve(String tag);

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
