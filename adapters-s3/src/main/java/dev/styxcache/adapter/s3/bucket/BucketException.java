package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.application.spi.Fault;

/** The bucket failed, after all retries. The message is for users. */
public final class BucketException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /**
   * Makes one.
   *
   * @param fault what failed, and how far that reaches
   * @param cause error of the SDK
   */
  public BucketException(Fault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /**
   * Returns what failed.
   *
   * @return the fault
   */
  public Fault fault() {
    return fault;
  }
}
