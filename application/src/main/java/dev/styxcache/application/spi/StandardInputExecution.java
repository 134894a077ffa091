package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import java.nio.file.Path;

/** An execution whose tool can be given a standard input. Without one it is empty. */
public interface StandardInputExecution extends Execution {

  /**
   * Gives the tool a standard input. Through a cache its content is part of the key, as that of an
   * input is. Called before the first output is declared and before {@link #run}.
   *
   * @param file a file with the content, absolute; it must not change before the run has ended
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  void standardInput(Path file);

  /**
   * Gives a standard input to the tool of any execution.
   *
   * @param execution the execution
   * @param file a file with the content, absolute
   * @throws InvalidInputException if the execution's runner cannot
   */
  static void give(Execution execution, Path file) {
    if (!(execution instanceof StandardInputExecution taking)) {
      throw new InvalidInputException(
          "this runner gives its tools no standard input; use the local runner, or put the content"
              + " into a file and declare that as an input");
    }
    taking.standardInput(file);
  }
}
