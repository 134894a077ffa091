package dev.styxcache.adapter.s3.format;

import com.github.luben.zstd.Zstd;
import java.util.Locale;
import java.util.Set;

/**
 * Decides whether a content is compressed. It depends on the content and its name alone, so that
 * equal contents get one object.
 */
public final class Compression {

  /** So many bytes are looked at. */
  public static final int SAMPLE_BYTES = 64 * 1024;

  /** The level of zstd: the fastest that still halves what can be halved. */
  public static final int LEVEL = 1;

  /** What saves less is not worth the time of whoever unpacks it. */
  private static final double WORTHWHILE = 0.9;

  private static final Set<String> COMPRESSED =
      Set.of("gz", "tgz", "mgz", "bz2", "xz", "zst", "zip", "npz", "png", "jpg", "jpeg", "mp4");

  private Compression() {}

  /**
   * Decides by a sample.
   *
   * @param path the content's path in the entry
   * @param sample bytes from it
   * @param count how many
   * @return how it is to be written
   */
  public static Encoding choose(String path, byte[] sample, int count) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (COMPRESSED.contains(ending)) {
      return Encoding.PLAIN;
    }
    return choose(sample, count);
  }

  /**
   * Decides by a sample alone.
   *
   * @param sample bytes
   * @param count how many
   * @return how it is to be written
   */
  public static Encoding choose(byte[] sample, int count) {
    byte[] packed = new byte[(int) Zstd.compressBound(count)];
    long size = Zstd.compressByteArray(packed, 0, packed.length, sample, 0, count, LEVEL);
    return !Zstd.isError(size) && size < count * WORTHWHILE ? Encoding.ZSTD : Encoding.PLAIN;
  }
}
