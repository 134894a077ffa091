package dev.styxcache.cli.execution;

import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.text.IoReasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists the outputs in a directory, without what is the cache's own. */
final class OutputListing {

  /** Prefix of the names at the top of an entry that are reserved for the cache. */
  static final String RESERVED = ".styxcache";

  private OutputListing() {}

  /**
   * Lists the members of a directory with all that is below. Links are not followed.
   *
   * @param directory the directory; one that does not exist has no members
   * @return their paths relative to the directory, sorted
   */
  static List<String> of(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    // The outputs of a run that could not be stored are behind a link.
    try (Stream<Path> members = Files.walk(directory.toRealPath())) {
      Path root = directory.toRealPath();
      return members
          .map(member -> root.relativize(member).toString())
          .filter(name -> !name.isEmpty() && !name.startsWith(RESERVED))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw failure(directory, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      throw failure(directory, e);
    }
  }

  private static CommandFailedException failure(Path directory, IOException cause) {
    return new CommandFailedException(
        "the outputs in "
            + directory
            + " cannot be listed: "
            + IoReasons.of(cause)
            + "; look for them there",
        cause);
  }
}
