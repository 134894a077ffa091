package dev.styxcache.cli.execution;

import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.text.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;

/**
 * Standard input in a temporary file, which only this user can read: it is digested before the tool
 * reads it. For one call.
 */
public final class StandardInputFile implements AutoCloseable {

  private static final Path USUAL_DIRECTORY = Path.of("/tmp");

  private final Path file;

  private StandardInputFile(Path file) {
    this.file = file;
  }

  /**
   * Reads standard input to its end.
   *
   * @param context has standard input, and the directory for temporary files
   * @return the file
   * @throws CommandFailedException if it cannot be read or written
   */
  public static StandardInputFile read(Context context) {
    String variable = context.environment().getOrDefault("TMPDIR", "");
    Path directory = variable.startsWith("/") ? Path.of(variable) : USUAL_DIRECTORY;
    try {
      StandardInputFile input =
          new StandardInputFile(Files.createTempFile(directory, "styxcache-stdin-", ""));
      try {
        Files.copy(context.input(), input.file, StandardCopyOption.REPLACE_EXISTING);
        return input;
      } catch (IOException e) {
        input.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CommandFailedException(
          "standard input cannot be copied to "
              + directory
              + ": "
              + IoReasons.of(e)
              + "; make room there, set TMPDIR, or give it as a file by -i",
          e);
    }
  }

  /**
   * Where it is.
   *
   * @return an absolute path
   */
  public Path path() {
    return file;
  }

  /** Deletes the file. A failure is logged only: the run has its result. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LoggerFactory.getLogger(StandardInputFile.class).warn("{} cannot be deleted", file, e);
    }
  }
}
