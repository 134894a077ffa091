package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.RunInterruptedException;
import java.nio.file.Path;

/** What is thrown where the thread that hashes is interrupted. */
final class Interruptions {

  private Interruptions() {}

  /** To be called now and then where nothing waits. */
  static void check(Path input) {
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
