package dev.styxcache.adapter.runner.digest;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.domain.key.ImageDigest;

/**
 * For runners that use no image, whatever a tool says of one. The tag is in the key all the same,
 * as in Python's, but there is nothing to warn of.
 */
public final class UnusedImageResolver implements ImageDigestResolver {

  /** Makes one; it has no state. */
  public UnusedImageResolver() {}

  @Override
  public Resolution resolve(String tag) {
    return new Resolution.Resolved(ImageDigest.ofTag(tag));
  }
}
