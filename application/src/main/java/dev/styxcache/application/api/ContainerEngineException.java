package dev.styxcache.application.api;

/**
 * A container engine could not run a tool: it is missing, does not answer, or has no such image.
 * The tool did not start, or was lost with its container.
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
