package dev.styxcache.cli.failure;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.api.StyxValidationException;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.domain.key.UncanonicalParameterException;
import dev.styxcache.tools.BadCatalogException;
import dev.styxcache.tools.UnknownToolException;
import dev.styxcache.tools.bind.RefusedCallException;

/**
 * The exit code and the message for a throwable.
 *
 * @param exitCode the exit code of the process
 * @param message for the user, without a stack trace; may have several lines
 */
public record Failure(int exitCode, String message) {

  /**
   * Classifies a throwable.
   *
   * @param thrown anything that a command threw
   * @return its exit code and its message
   */
  public static Failure of(Throwable thrown) {
    if (thrown instanceof OutputClosedException) {
      return new Failure(ExitCode.OUTPUT_CLOSED, "");
    } else if (thrown instanceof ToolFailedException failed) {
      // Its output has been printed already.
      return new Failure(
          failed.exitCode(),
          "the tool failed with exit code " + failed.exitCode() + "; nothing was stored");
    } else if (thrown instanceof ToolNotStartedException notStarted) {
      boolean found = notStarted.why() != ToolNotStartedException.Cause.NOT_FOUND;
      return new Failure(
          found ? ExitCode.NOT_EXECUTABLE : ExitCode.NOT_FOUND, messageOf(notStarted));
    } else if (thrown instanceof UsageException
        || thrown instanceof InvalidConfigurationException
        || thrown instanceof RefusedCallException
        || thrown instanceof UnknownToolException
        || thrown instanceof StyxValidationException
        || thrown instanceof UncanonicalParameterException) {
      return new Failure(ExitCode.USAGE, messageOf(thrown));
    } else if (thrown instanceof StyxCacheException || thrown instanceof BadCatalogException) {
      return new Failure(ExitCode.FAILED, messageOf(thrown));
    } else if (thrown instanceof OutOfMemoryError) {
      return new Failure(
          ExitCode.FAILED,
          "not enough memory ("
              + messageOf(thrown)
              + "); give Java more, such as with STYXCACHE_JAVA_OPTIONS=-Xmx2g");
    }
    return new Failure(
        ExitCode.FAILED,
        "unexpected error: " + thrown + "; run again with --debug for the details, and report it");
  }

  private static String messageOf(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}
