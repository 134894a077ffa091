package dev.styxcache.adapter.runner.singularity;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Distinguishes image files of this machine from images of a registry, by the name alone: the
 * meaning of a tag must not depend on which files exist.
 */
final class ImageNames {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]*://.*");
  private static final Pattern FILE =
      Pattern.compile("(/|\\./|\\.\\./).*|.*\\.(sif|simg|img|sqsh|squashfs)");

  private final Path workingDirectory;

  ImageNames(Path workingDirectory) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
  }

  /** The path of an image file: a name that is a path, or has an extension of image files. */
  Optional<Path> fileOf(String tag) {
    return !SCHEME.matcher(tag).matches() && FILE.matcher(tag).matches()
        ? Optional.of(workingDirectory.resolve(tag))
        : Optional.empty();
  }

  /** The address of an image of a registry, docker's by default. */
  String address(String tag) {
    return SCHEME.matcher(tag).matches() ? tag : "docker://" + tag;
  }

  boolean isAddress(String reference) {
    return SCHEME.matcher(reference).matches();
  }
}
