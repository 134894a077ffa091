package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Digests of files that the store itself looks after, where a failure is the store's. */
final class ContentDigests {

  private ContentDigests() {}

  /**
   * Digests files.
   *
   * @return their digests, in the same order
   * @throws IOException if one cannot be read, or changes while it is read
   */
  static List<ContentHash> of(ContentHasher hasher, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return List.of();
    }
    try {
      return hasher.hash(files).stream().map(HashedContent::hash).toList();
    } catch (InvalidInputException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Compares files with what they should be.
   *
   * @throws IOException if one is another, or cannot be read
   */
  static void require(ContentHasher hasher, List<Path> files, List<ContentHash> expected)
      throws IOException {
    List<ContentHash> found = of(hasher, files);
    for (int i = 0; i < files.size(); i++) {
      if (!found.get(i).equals(expected.get(i))) {
        throw new IOException(
            "the content of " + files.get(i) + " is not what the manifest says; delete the entry");
      }
    }
  }
}
