package dev.styxcache.adapter.s3.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Bytes that are to be sent, and can be read again where a request is repeated. */
public interface Body {

  /**
   * How many bytes there are.
   *
   * @return their number
   */
  long length();

  /**
   * Reads them from their beginning.
   *
   * @return a stream with as many bytes as {@link #length} says
   */
  InputStream open();

  /**
   * What went wrong on this side, when they were read.
   *
   * @return the failure, or nothing
   */
  Optional<IOException> failure();
}
