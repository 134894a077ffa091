package dev.styxcache.adapter.s3.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** How the bytes of a content are stored: as they are, or compressed. */
public enum BlobEncoding {
  /** As they are. */
  PLAIN("plain"),
  /** As zstd frames, which {@code zstd -d} reads. */
  ZSTD("zstd");

  /** Maximum length of a sample, in bytes. */
  public static final int SAMPLE_BYTES = 64 * 1024;

  /** Level of zstd: the fastest that still halves what can be halved. */
  private static final int LEVEL = 1;

  /** Maximum ratio of compressed to plain bytes at which compression is worth its time. */
  private static final double MAX_RATIO = 0.9;

  /** Endings of files that are compressed already. */
  private static final Set<String> COMPRESSED =
      Set.of("gz", "tgz", "mgz", "bz2", "xz", "zst", "zip", "npz", "png", "jpg", "jpeg", "mp4");

  private final String text;

  BlobEncoding(String text) {
    this.text = text;
  }

  /**
   * Returns the name in a manifest.
   *
   * @return the name
   */
  public String text() {
    return text;
  }

  /**
   * Finds an encoding by its name in a manifest.
   *
   * @param text the name
   * @return the encoding
   * @throws IllegalArgumentException if no encoding has that name
   */
  public static BlobEncoding of(String text) {
    for (BlobEncoding encoding : values()) {
      if (encoding.text.equals(text)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("unknown encoding " + text);
  }

  /**
   * Chooses by name and sample. The choice depends on nothing else, so that equal contents get one
   * object.
   *
   * @param path the content's path in the entry
   * @param sample bytes from it
   * @param count number of bytes in the sample
   * @return the encoding to store it in
   */
  public static BlobEncoding choose(String path, byte[] sample, int count) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return COMPRESSED.contains(ending) ? PLAIN : choose(sample, count);
  }

  /**
   * Chooses by a sample alone.
   *
   * @param sample bytes
   * @param count number of bytes in the sample
   * @return the encoding to store them in
   */
  public static BlobEncoding choose(byte[] sample, int count) {
    byte[] target = new byte[(int) Zstd.compressBound(count)];
    long size = Zstd.compressByteArray(target, 0, target.length, sample, 0, count, LEVEL);
    return !Zstd.isError(size) && size < count * MAX_RATIO ? ZSTD : PLAIN;
  }

  /**
   * Compresses bytes into one zstd frame.
   *
   * @param content the bytes
   * @return the frame
   */
  public static byte[] compress(byte[] content) {
    byte[] target = new byte[(int) Zstd.compressBound(content.length)];
    int size =
        (int) Zstd.compressByteArray(target, 0, target.length, content, 0, content.length, LEVEL);
    return Arrays.copyOf(target, size);
  }

  /**
   * Decodes a stream.
   *
   * @param stored bytes of an object in this encoding
   * @return the content; closing it closes the other stream
   * @throws IOException if the decoder cannot start
   */
  public InputStream decode(InputStream stored) throws IOException {
    return this == PLAIN ? stored : new ZstdInputStreamNoFinalizer(stored);
  }
}
