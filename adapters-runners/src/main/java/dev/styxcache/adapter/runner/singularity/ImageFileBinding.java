package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.ImageBinding;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Detects changes of an image file during a run. Engines open the file or directory by its path, so
 * a run cannot be pinned to a content: the file is compared before and after. For one thread and
 * one run.
 */
final class ImageFileBinding implements ImageBinding {

  private final Path file;
  private final ImageDigest expected;
  private final SifDigests digests;
  private Optional<SifFile> before = Optional.empty();

  /**
   * For a file.
   *
   * @param file the image
   * @param expected its digest in the key
   * @param digests digests the file
   */
  public ImageFileBinding(Path file, ImageDigest expected, SifDigests digests) {
    this.file = file;
    this.expected = expected;
    this.digests = digests;
  }

  @Override
  public String reference() {
    try {
      before = Optional.of(SifFile.look(file));
    } catch (IOException e) {
      before = Optional.empty(); // The engine reports that the file is missing.
    }
    return file.toString();
  }

  @Override
  public Optional<String> findChange() {
    try {
      boolean same =
          digests.image(file).equals(expected)
              && before.filter(SifFile.look(file)::equals).isPresent();
      return same
          ? Optional.empty()
          : Optional.of(
              "the image "
                  + file
                  + " is not the one of the key: it changed while the tool ran or before");
    } catch (IOException e) {
      return Optional.of("the image " + file + " can no longer be read (" + e.getMessage() + ")");
    }
  }
}
