package dev.styxcache.adapter.s3.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes to upload. They can be read again where a request is repeated. */
public interface Body {

  /**
   * Returns the number of bytes.
   *
   * @return the length
   */
  long length();

  /**
   * Opens a stream from the first byte.
   *
   * @return a stream with as many bytes as {@link #length} says
   */
  InputStream open();

  /**
   * Returns the error of the last read, which is a local one and not of the bucket.
   *
   * @return the error, or nothing
   */
  Optional<IOException> failure();
}
