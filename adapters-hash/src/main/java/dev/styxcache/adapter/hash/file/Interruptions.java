package dev.styxcache.adapter.hash.file;

import dev.styxcache.application.api.RunInterruptedException;
import java.nio.file.Path;

/** Creates the exception for a thread that is interrupted while it hashes. */
public final class Interruptions {

  private Interruptions() {}

  /**
   * Throws if this thread is interrupted; for loops in which nothing waits.
   *
   * @param input the input that is hashed
   */
  public static void check(Path input) {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException(message(input));
    }
  }

  static RunInterruptedException of(Path input, Exception cause) {
    return new RunInterruptedException(message(input), cause);
  }

  private static String message(Path input) {
    return "the hashing of " + input + " was interrupted; nothing was run or stored";
  }
}
