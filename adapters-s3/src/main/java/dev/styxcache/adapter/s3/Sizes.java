package dev.styxcache.adapter.s3;

/**
 * What travels how. Measured against a server that was slow to answer: below {@link #SMALL} a
 * request costs more than the bytes in it, above {@link #LARGE} several connections are faster than
 * one.
 */
final class Sizes {

  /** Contents of at most so many bytes in all are written into the manifest. */
  static final int INLINE_IN_ALL = 32 * 1024;

  /** Contents of at most this length travel together, where there are more than a few. */
  static final int SMALL = 128 * 1024;

  /** So many small contents are still stored one by one, so that other entries can share them. */
  static final int FEW = 8;

  /** A pack is not ended before it has as many bytes. */
  static final int LEAST_PACK = 256 * 1024;

  /** How many bytes further, on the average, it is ended. */
  static final int PACK_STEP = 256 * 1024;

  /** A pack is ended when it has as many bytes. */
  static final int MOST_PACK = 1 << 20;

  /** Contents that are longer travel in parts. */
  static final int LARGE = 16 << 20;

  /** The length of a part that is sent. */
  static final int PART = 8 << 20;

  /**
   * The length of a part that is fetched. Many threads that write to one file wait for each other,
   * the less so the longer each one's part is.
   */
  static final int RANGE = 32 << 20;

  /**
   * Of an object that should be longer its length is asked for first: a manifest can say anything,
   * and each range of what is not there would cost a request.
   */
  static final long MANY_RANGES = 32L * RANGE;

  /** S3 takes 10,000 parts; this leaves room for what does not compress as expected. */
  private static final int MOST_PARTS = 9_000;

  private Sizes() {}

  /** How long parts are, so that there are not too many. */
  static long part(long size) {
    return Math.max(PART, (size / MOST_PARTS / PART + 1) * PART);
  }
}
