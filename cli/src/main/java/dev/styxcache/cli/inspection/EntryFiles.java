package dev.styxcache.cli.inspection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of an entry that has no manifest. */
final class EntryFiles {

  /** What the cache keeps for itself at the top of an entry. */
  private static final String RESERVED = ".styxcache";

  private EntryFiles() {}

  /**
   * The size of all outputs.
   *
   * @return bytes; nothing where somebody deletes the entry at this moment, or it cannot be read
   */
  static Optional<Long> size(Path entry) {
    try {
      long bytes = 0;
      for (Path file : files(entry)) {
        bytes += Files.size(file);
      }
      return Optional.of(bytes);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** The regular files of an entry, links not followed, sorted. */
  static List<Path> files(Path entry) throws IOException {
    try (Stream<Path> paths = Files.walk(entry)) {
      return paths
          .filter(path -> !entry.relativize(path).toString().startsWith(RESERVED))
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
