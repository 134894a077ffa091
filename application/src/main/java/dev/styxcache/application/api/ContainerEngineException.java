package dev.styxcache.application.api;

/**
 * A container engine could not run a tool: the engine is missing, does not answer, or has no such
 * image. The tool did not start, or was lost with its container.
 */
public final class ContainerEngineException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names the engine, what it says, and the next step
   */
  public ContainerEngineException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names the engine, what it says, and the next step
   * @param cause the underlying exception
   */
  public ContainerEngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
