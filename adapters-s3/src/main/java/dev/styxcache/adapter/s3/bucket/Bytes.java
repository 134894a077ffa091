package dev.styxcache.adapter.s3.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes in memory. The array is not copied, and must not change. */
public final class Bytes implements Body {

  private final byte[] bytes;
  private final int count;

  /**
   * The beginning of an array.
   *
   * @param bytes has the bytes
   * @param count how many of them
   */
  public Bytes(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  @Override
  public long length() {
    return count;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes, 0, count);
  }

  @Override
  public Optional<IOException> failure() {
    return Optional.empty();
  }
}
