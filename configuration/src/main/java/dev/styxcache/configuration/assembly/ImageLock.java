package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.configuration.TomlFile;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lock file of images: which digest a tag has in each engine. It is checked in beside a
 * pipeline, so that a hit needs neither engine nor image, and a run uses the image of the lock or
 * none. Immutable.
 *
 * @param digests the digests by engine, by tag
 */
public record ImageLock(Map<String, Map<String, String>> digests) {

  /** Copies the digests, sorted. */
  public ImageLock {
    Map<String, Map<String, String>> copy = new TreeMap<>();
    digests.forEach((tag, engines) -> copy.put(tag, new TreeMap<>(engines)));
    digests = copy;
  }

  private static final String IMAGES = "images";

  /**
   * Reads a lock file.
   *
   * @param file the file; it may be missing
   * @return the lock; one without images where there is no file
   * @throws InvalidConfigurationException if it is not a lock file
   */
  public static ImageLock read(Path file) {
    Map<String, Map<String, String>> digests = new TreeMap<>();
    if (!Files.exists(file)) {
      return new ImageLock(digests);
    }
    Map<String, Object> root = TomlFile.read(file);
    Object images = root.getOrDefault(IMAGES, Map.of());
    if (!(images instanceof Map<?, ?> tags) || root.size() > (root.containsKey(IMAGES) ? 1 : 0)) {
      throw wrong(file, "it has tables [" + IMAGES + ".\"TAG\"] and nothing else");
    }
    tags.forEach((tag, engines) -> digests.put((String) tag, engines(file, tag, engines)));
    return new ImageLock(digests);
  }

  private static Map<String, String> engines(Path file, Object tag, Object engines) {
    Map<String, String> digests = new TreeMap<>();
    if (!(engines instanceof Map<?, ?> members)) {
      throw wrong(file, "the image " + tag + " is no table");
    }
    members.forEach(
        (engine, digest) -> {
          if (!(digest instanceof String text) || text.isEmpty()) {
            throw wrong(file, "the digest of " + tag + " in " + engine + " is no text");
          }
          digests.put((String) engine, text);
        });
    return digests;
  }

  private static InvalidConfigurationException wrong(Path file, String why) {
    return new InvalidConfigurationException(
        "the lock file of images "
            + file
            + " cannot be used: "
            + why
            + "; write it by: styxcache lock");
  }

  /**
   * The digest of an image.
   *
   * @param tag the image
   * @param engine the engine
   * @return the digest; empty where the lock has none
   */
  public Optional<ImageDigest> find(String tag, String engine) {
    return Optional.ofNullable(digests.getOrDefault(tag, Map.of()).get(engine))
        .map(ImageDigest::new);
  }

  /**
   * This lock with a digest.
   *
   * @param tag the image
   * @param engine the engine
   * @param digest its digest there
   * @return the lock
   */
  public ImageLock with(String tag, String engine, ImageDigest digest) {
    Map<String, Map<String, String>> all = new TreeMap<>(digests);
    Map<String, String> engines = new TreeMap<>(all.getOrDefault(tag, Map.of()));
    engines.put(engine, digest.value());
    all.put(tag, engines);
    return new ImageLock(all);
  }

  /**
   * Writes the lock file, as a whole or not at all.
   *
   * @param file the file
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    StringBuilder text =
        new StringBuilder("# The images of this pipeline. Written by: styxcache lock\n");
    digests.forEach(
        (tag, engines) -> {
          text.append("\n[").append(IMAGES).append('.').append(quoted(tag)).append("]\n");
          engines.forEach(
              (engine, digest) ->
                  text.append(quoted(engine)).append(" = ").append(quoted(digest)).append('\n'));
        });
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Path draft = Files.createTempFile(directory, ".styxcache-lock", "");
    try {
      Files.writeString(draft, text);
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
      } else {
        Files.setPosixFilePermissions(
            draft, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * A resolver that looks into this lock first.
   *
   * @param engine the engine whose digests are taken
   * @param others resolves the images that are not in the lock
   * @return the resolver
   */
  ImageDigestResolver before(String engine, ImageDigestResolver others) {
    return tag ->
        find(tag, engine)
            .<ImageDigestResolver.Resolution>map(ImageDigestResolver.Resolution.Resolved::new)
            .orElseGet(() -> others.resolve(tag));
  }
}
