package dev.styxcache.cli.execution;

import dev.styxcache.adapter.fs.export.OutputExport;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.text.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lists the outputs in a directory, without what is the cache's own, or not of the run. */
final class OutputListing {

  private OutputListing() {}

  /**
   * Lists the outputs in a directory with all that is below. Links are not followed.
   *
   * @param directory the directory; one that does not exist has no members
   * @return their paths relative to the directory, sorted
   */
  static List<String> of(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try {
      return new OutputExport(directory, List.of()).list();
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
