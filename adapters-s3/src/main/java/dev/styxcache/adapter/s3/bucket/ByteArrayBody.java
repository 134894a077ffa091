package dev.styxcache.adapter.s3.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A body in memory. The array is not copied, and must not change. */
public final class ByteArrayBody implements Body {

  private final byte[] bytes;

  /**
   * Makes a body.
   *
   * @param bytes all of them are uploaded
   */
  public ByteArrayBody(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public Optional<IOException> failure() {
    return Optional.empty();
  }
}
