package dev.styxcache.application.spi;

/** Whether a kind of runner can run tools on this machine. */
public sealed interface RunnerHealth {

  /**
   * It can.
   *
   * @param detail what was found, such as the engine's version; may be empty
   */
  record Ready(String detail) implements RunnerHealth {}

  /**
   * It cannot.
   *
   * @param reason why, and the next step, for people
   */
  record Unusable(String reason) implements RunnerHealth {}
}
