package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.application.spi.RemoteFault;

/** The bucket failed, after all retries. The message is for users. */
public final class BucketException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient RemoteFault fault;

  /**
   * Makes one.
   *
   * @param fault what failed, and how far that reaches
   * @param cause error of the SDK
   */
  public BucketException(RemoteFault fault, Throwable cause) {
    super(fault.message(), cause);
    this.fault = fault;
  }

  /**
   * Returns what failed.
   *
   * @return the fault
   */
  public RemoteFault fault() {
    return fault;
  }
}
