package dev.styxcache.adapter.runner.singularity;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells images that are files of this machine from those of a registry. It goes by the name alone:
 * what a tag means must not depend on what files there happen to be.
 */
final class ImageNames {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]*://.*");
  private static final Pattern FILE =
      Pattern.compile("(/|\\./|\\.\\./).*|.*\\.(sif|simg|img|sqsh|squashfs)");

  private final Path workingDirectory;

  ImageNames(Path workingDirectory) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
  }

  /** Where an image is that is a file: named by a path, or with the ending of one. */
  Optional<Path> fileOf(String tag) {
    return !SCHEME.matcher(tag).matches() && FILE.matcher(tag).matches()
        ? Optional.of(workingDirectory.resolve(tag))
        : Optional.empty();
  }

  /** The address of an image of a registry, which is docker's where none is named. */
  String address(String tag) {
    return SCHEME.matcher(tag).matches() ? tag : "docker://" + tag;
  }

  boolean isAddress(String reference) {
    return SCHEME.matcher(reference).matches();
  }
}
