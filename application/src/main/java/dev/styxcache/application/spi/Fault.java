package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a store, local or remote, as a value.
 *
 * @param reach what can be expected of other requests
 * @param message names the thing, the place and the next step; never contains a credential
 * @param cause what led to it, for logs
 */
public record Fault(Reach reach, String message, @Nullable Throwable cause) {

  /** What can be expected of other requests. */
  public enum Reach {
    /** They would fail too: the store is not asked again for a while, for reading or writing. */
    EVERYTHING,
    /** Only writing would fail: the store can still be read. */
    WRITING,
    /** Only this entry cannot be stored or read; others can. */
    THIS_ENTRY
  }

  /**
   * Without a cause.
   *
   * @param reach what can be expected of other requests
   * @param message names the thing, the place and the next step
   */
  public Fault(Reach reach, String message) {
    this(reach, message, null);
  }

  /**
   * From an exception.
   *
   * @param failure the exception
   * @return the same, reaching everything
   */
  public static Fault of(CacheUnavailableException failure) {
    return new Fault(Reach.EVERYTHING, String.valueOf(failure.getMessage()), failure);
  }

  /**
   * As an exception, to be thrown.
   *
   * @return the exception that this was made {@linkplain #of from}, or a new one
   */
  public CacheUnavailableException exception() {
    return cause instanceof CacheUnavailableException failure
        ? failure
        : new CacheUnavailableException(message, cause);
  }
}
