package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.ImageIds;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Resolves image files by their content: {@code singularity-sif:} and the SHA-256 of the file, as
 * in Python's {@code styxcache}; for a directory with an unpacked image {@code
 * singularity-sandbox:} and the digest of its tree. An image of a registry has no digest, unless
 * its reference is pinned.
 */
final class ImageFileDigests implements ImageDigestResolver {

  private final SingularityEngine engine;

  ImageFileDigests(SingularityEngine engine) {
    this.engine = engine;
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return new Resolution.Resolved(ImageIds.NO_IMAGE);
    }
    Optional<Path> file = engine.names().fileOf(tag);
    if (file.isPresent()) {
      return resolveFile(file.get());
    }
    String reference = engine.imageReference(tag);
    return ImageIds.pin(tag)
        .<Resolution>map(pin -> new Resolution.Resolved(new ImageDigest("singularity:" + pin)))
        .orElseGet(
            () ->
                new Resolution.Unresolved(
                    "its tag can move: make a file of it ("
                        + engine.traits().executables().get(0)
                        + " pull image.sif "
                        + reference
                        + ") and name it in runner.image_overrides"));
  }

  private Resolution resolveFile(Path file) {
    try {
      return new Resolution.Resolved(engine.digests().image(file));
    } catch (IOException e) {
      return new Resolution.Unresolved(
          "the image "
              + file
              + " cannot be read ("
              + e
              + "): check runner.image_overrides and the permissions of its files");
    }
  }
}
