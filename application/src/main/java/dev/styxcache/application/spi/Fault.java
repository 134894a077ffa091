package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a store, local or remote, as a value.
 *
 * @param reach which other requests would fail as well
 * @param message names what failed, where, and the next step; never contains a credential
 * @param cause the underlying exception, for logs; null without one
 */
public record Fault(Reach reach, String message, @Nullable Throwable cause) {

  /** Which other requests would fail as well. */
  public enum Reach {
    /** All reads and writes: the store is not asked again until the back-off has passed. */
    EVERYTHING,
    /** Writes only: the store can still be read. */
    WRITING,
    /** None: only this entry cannot be stored or read. */
    THIS_ENTRY
  }

  /**
   * Creates a fault without a cause.
   *
   * @param reach what can be expected of other requests
   * @param message names what failed, where, and the next step
   */
  public Fault(Reach reach, String message) {
    this(reach, message, null);
  }

  /**
   * Converts an exception.
   *
   * @param failure the exception
   * @return a fault with the same message that reaches {@link Reach#EVERYTHING}
   */
  public static Fault of(CacheUnavailableException failure) {
    return new Fault(Reach.EVERYTHING, String.valueOf(failure.getMessage()), failure);
  }

  /**
   * Converts the fault to an exception to throw.
   *
   * @return the exception that this fault was {@linkplain #of converted from}, or a new one
   */
  public CacheUnavailableException exception() {
    return cause instanceof CacheUnavailableException failure
        ? failure
        : new CacheUnavailableException(message, cause);
  }
}
