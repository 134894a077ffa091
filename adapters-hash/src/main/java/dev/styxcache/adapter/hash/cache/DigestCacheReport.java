package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The state of the digest cache.
 *
 * @param directory its directory
 * @param bytes length of its file
 * @param records number of digests in it
 */
public record DigestCacheReport(Path directory, long bytes, long records) {

  /**
   * Reads the state of a cache, and creates its directory where it is missing.
   *
   * @param settings the cache
   * @return its state
   * @throws IOException if it cannot be used; the message has the reason
   */
  public static DigestCacheReport of(DigestCacheSettings settings) throws IOException {
    Path directory = CacheDirectory.open(settings);
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " is not writable; check its mode");
    }
    Path file = directory.resolve(CacheFile.NAME);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new DigestCacheReport(directory, 0, 0);
    }
    try (CacheReader reader = CacheReader.open(file)) {
      return new DigestCacheReport(
          directory, Files.size(file), reader == null ? 0 : reader.count());
    }
  }
}
