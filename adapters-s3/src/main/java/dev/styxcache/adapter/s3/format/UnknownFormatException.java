package dev.styxcache.adapter.s3.format;

/** A manifest has a format that this version does not know. */
public final class UnknownFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownFormatException(long format) {
    super(
        "its format is "
            + format
            + ", and this version of styxcache knows "
            + BucketManifest.FORMAT);
  }
}
