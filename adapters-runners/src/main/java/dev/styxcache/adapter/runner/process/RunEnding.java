package dev.styxcache.adapter.runner.process;

import java.util.Optional;

/**
 * What is to be done before a run's processes are ended, where ending them is not enough: a
 * container does not end with the client that started it.
 */
public interface RunEnding {

  /**
   * Ends what the processes have started elsewhere. Called on the thread of the run, whose
   * interrupt flag is not set. Never throws.
   *
   * @param process the run's process, which may have ended already
   * @return what could not be ended and what to do, as the end of a sentence
   */
  Optional<String> end(ProcessHandle process);

  /**
   * For a run that has nothing elsewhere.
   *
   * @return does nothing
   */
  static RunEnding ofProcesses() {
    return process -> Optional.empty();
  }
}
