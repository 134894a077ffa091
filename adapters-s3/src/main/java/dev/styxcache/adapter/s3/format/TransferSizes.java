package dev.styxcache.adapter.s3.format;

/**
 * Sizes that decide how a content is stored and transferred, in bytes. Measured against a slow
 * server: below {@link #SMALL} a request costs more than its bytes, above {@code LARGE} several
 * connections are faster than one.
 */
public final class TransferSizes {

  /** Maximum length of a content that is stored in the manifest. */
  public static final int MAX_INLINE = 1024;

  /** Maximum length of all contents that are stored in one manifest. */
  public static final int MAX_INLINE_IN_ALL = 32 * 1024;

  /** Maximum length of a content that is stored in a pack. */
  public static final int SMALL = 128 * 1024;

  /**
   * Maximum number of small contents, not bytes, that are stored one by one, so that other entries
   * can share them.
   */
  public static final int FEW = 8;

  /** Minimum length of a pack, except the last. */
  static final int MIN_PACK = 256 * 1024;

  /** Average length by which a pack exceeds the minimum. */
  static final int PACK_STEP = 256 * 1024;

  /** Length at which a pack always ends. */
  static final int FULL_PACK = 1 << 20;

  /** Maximum length of a plain content that is transferred by one request. */
  private static final int LARGE = 16 << 20;

  /** Minimum length of a part that is uploaded, except the last; also of frames fetched at once. */
  public static final int PART = 8 << 20;

  /**
   * Length of a range that is downloaded. Threads that write to one file wait for each other, less
   * so the longer their ranges are.
   */
  public static final int RANGE = 32 << 20;

  /**
   * Length above which a download asks for the object's length first: a manifest is untrusted, and
   * each range of an object that does not exist costs a request.
   */
  public static final long MANY_RANGES = 32L * RANGE;

  /** Maximum number of parts; S3 takes 10,000, and some contents compress less than expected. */
  private static final int MAX_PARTS = 9_000;

  private TransferSizes() {}

  /**
   * Returns the length of parts that keeps their number within the limit.
   *
   * @param size the content's length
   * @return the length of a part
   */
  public static long part(long size) {
    return Math.max(PART, (size / MAX_PARTS / PART + 1) * PART);
  }

  /**
   * Whether an object is transferred by one request, not in parts.
   *
   * @param size the content's length
   * @param encoding encoding of the object
   * @return whether one request is enough
   */
  public static boolean fitsOneRequest(long size, BlobEncoding encoding) {
    return size <= (encoding == BlobEncoding.PLAIN ? LARGE : Frames.CONTENT_BYTES);
  }
}
