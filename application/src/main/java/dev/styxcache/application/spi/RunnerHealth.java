package dev.styxcache.application.spi;

/** Whether a kind of runner works on this machine. */
public sealed interface RunnerHealth {

  /**
   * It works.
   *
   * @param detail what was found, such as the engine's version; may be empty
   */
  record Ready(String detail) implements RunnerHealth {}

  /**
   * It does not work.
   *
   * @param reason why, and the next step, for people
   */
  record Unusable(String reason) implements RunnerHealth {}
}
