package dev.styxcache.adapter.runner.process;

import java.util.Optional;

/**
 * Ends what a run's processes started elsewhere, before they are ended themselves: a container does
 * not end with its client.
 */
public interface RunEnding {

  /**
   * Ends what the processes started elsewhere. Called on the thread of the run, with its interrupt
   * flag cleared. Never throws.
   *
   * @param process the run's process, which may have ended
   * @return what could not be ended and the next step, as the end of a sentence
   */
  Optional<String> end(ProcessHandle process);

  /**
   * For a run with local processes only.
   *
   * @return an ending that does nothing
   */
  static RunEnding ofProcesses() {
    return process -> Optional.empty();
  }
}
