package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What there is to say of a memo.
 *
 * @param directory where it is
 * @param bytes how long its file is
 * @param records how many digests it has
 */
public record MemoReport(Path directory, long bytes, long records) {

  /**
   * Looks at a memo, and makes its directory where it is missing.
   *
   * @param settings which one
   * @return what there is
   * @throws IOException if it cannot be used; the message says why
   */
  public static MemoReport of(DigestCacheSettings settings) throws IOException {
    Path directory = MemoPlace.open(settings);
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " cannot be written to; check its mode");
    }
    Path file = directory.resolve(MemoFile.NAME);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new MemoReport(directory, 0, 0);
    }
    try (MemoReader reader = MemoReader.open(file)) {
      return new MemoReport(directory, Files.size(file), reader == null ? 0 : reader.count());
    }
  }
}
