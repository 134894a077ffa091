package dev.styxcache.adapter.fs.disk;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Digests files of the store itself, for which a failure is the store's and not the caller's. */
public final class FileDigests {

  private FileDigests() {}

  /**
   * Digests files.
   *
   * @param hasher the hasher
   * @param files the files
   * @return their digests, in the same order
   * @throws IOException if one cannot be read, or changes while it is read
   */
  public static List<ContentHash> of(ContentHasher hasher, List<Path> files) throws IOException {
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
   * Compares stored files with their recorded digests.
   *
   * @param hasher the hasher
   * @param folder what the files' paths are relative to
   * @param files the files
   * @return a file whose content is not what the manifest says, if there is one
   * @throws IOException if one cannot be read
   */
  public static Optional<Path> findChanged(
      ContentHasher hasher, Path folder, List<TreeRecord.File> files) throws IOException {
    List<Path> paths = files.stream().map(file -> folder.resolve(file.path())).toList();
    List<ContentHash> found = of(hasher, paths);
    for (int i = 0; i < files.size(); i++) {
      if (!found.get(i).equals(files.get(i).hash())) {
        return Optional.of(paths.get(i));
      }
    }
    return Optional.empty();
  }
}
