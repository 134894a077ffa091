package dev.styxcache.application.api;

/**
 * A container engine could not run a tool: it is missing or does not answer, or it has no such
 * image. It says nothing of the tool, which has not begun or was lost with its container.
 */
public final class ContainerEngineException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the engine, what it says, and the next step
   */
  public ContainerEngineException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the engine, what it says, and the next step
   * @param cause what led to it
   */
  public ContainerEngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
