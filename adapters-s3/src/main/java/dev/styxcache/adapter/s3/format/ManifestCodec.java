package dev.styxcache.adapter.s3.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.styxcache.domain.key.CacheKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import tools.jackson.core.JacksonException;

/**
 * Manifests as bytes: JSON in one zstd frame with a checksum, so that what a network did to it is
 * noticed before it is believed. Stateless.
 */
public final class ManifestCodec {

  /** No manifest's object is longer. */
  public static final int MOST_STORED_BYTES = 96 << 20;

  /** No manifest is longer, unpacked. */
  private static final int MOST_BYTES = 256 << 20;

  private static final int LEVEL = 3;

  private ManifestCodec() {}

  /**
   * Writes a manifest.
   *
   * @param key the entry's key
   * @param manifest what is to be said
   * @return the bytes of its object
   */
  public static byte[] write(CacheKey key, BucketManifest manifest) {
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      return zstd.setLevel(LEVEL).setChecksum(true).compress(ManifestText.write(key, manifest));
    }
  }

  /**
   * Reads a manifest.
   *
   * @param key the key whose object it is
   * @param stored the bytes of the object
   * @return what it says
   * @throws UnknownFormatException if it has another format
   * @throws IllegalArgumentException if it is no manifest, or one that nobody may follow
   */
  public static BucketManifest read(CacheKey key, byte[] stored) throws UnknownFormatException {
    try {
      return ManifestParser.parse(key, JsonValues.object(unpack(stored)));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("it has a time that is none", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it is damaged: " + e.getMessage(), e);
    }
  }

  private static byte[] unpack(byte[] stored) throws IOException {
    try (ZstdInputStreamNoFinalizer in =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(stored))) {
      byte[] text = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException("it is longer than any manifest");
      }
      return text;
    }
  }
}
