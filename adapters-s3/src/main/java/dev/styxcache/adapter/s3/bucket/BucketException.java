package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.application.spi.Fault;

/** The bucket failed, after all attempts. The message is for people. */
public final class BucketException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  /**
   * With a fault.
   *
   * @param fault what failed
   * @param cause what led to it
   */
  public BucketException(Fault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /**
   * What failed.
   *
   * @return the fault
   */
  public Fault fault() {
    return fault;
  }
}
