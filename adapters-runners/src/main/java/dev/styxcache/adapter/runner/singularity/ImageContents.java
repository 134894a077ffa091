package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.HasherProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of image files that outlive this process. The digest cache of the inputs has a file's
 * BLAKE3 as long as the file is unchanged; beside it is kept which SHA-256 belongs to which BLAKE3.
 * That cannot become wrong, as both are digests of one content. Thread-safe.
 */
final class ImageContents {

  private static final String FOLDER = "image-sha256";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Logger LOG = LoggerFactory.getLogger(ImageContents.class);

  private final Optional<DigestCacheSettings> settings;
  private volatile @Nullable ContentHasher hasher;

  ImageContents(Optional<DigestCacheSettings> settings) {
    this.settings = settings;
  }

  /**
   * Digests files by the hasher of the inputs.
   *
   * @param files regular files
   * @return their BLAKE3 in hex, in the same order; empty where there is no hasher
   * @throws IOException if one cannot be read, or changes while it is read
   */
  Optional<List<String>> blake3(List<Path> files) throws IOException {
    ContentHasher used = hasher();
    if (used == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          used.hash(files).stream().map(HashedContent::hash).map(hash -> hash.hex()).toList());
    } catch (InvalidInputException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private @Nullable ContentHasher hasher() {
    ContentHasher used = hasher;
    if (used == null) {
      Optional<HasherProvider> provider = ServiceLoader.load(HasherProvider.class).findFirst();
      if (provider.isPresent()) {
        used =
            settings.isPresent()
                ? provider.get().create(ByteProgress.silent(), settings.get())
                : provider.get().create(ByteProgress.silent());
        hasher = used;
      }
    }
    return used;
  }

  /** The SHA-256 that belongs to a BLAKE3; empty where it is not known. */
  Optional<String> sha256(String blake3) {
    try {
      Path file = file(blake3);
      String known = file != null && Files.exists(file) ? Files.readString(file).strip() : "";
      return SHA256.matcher(known).matches() ? Optional.of(known) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // The image is read instead.
    }
  }

  /** Keeps the SHA-256 that belongs to a BLAKE3. */
  void keep(String blake3, String sha256) {
    Path file = file(blake3);
    if (file == null) {
      return;
    }
    try {
      Files.createDirectories(file.resolveSibling(""));
      Path draft = Files.createTempFile(file.resolveSibling(""), "draft", "");
      Files.writeString(draft, sha256);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.debug("the digest of an image cannot be kept", e); // It is made again next time.
    }
  }

  private @Nullable Path file(String blake3) {
    return settings.map(cache -> cache.directory().resolve(FOLDER).resolve(blake3)).orElse(null);
  }
}
