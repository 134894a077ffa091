package dev.styxcache.adapter.s3.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;

/**
 * Manifests as bytes: JSON in one zstd frame with a checksum, so that what a network did to it is
 * noticed before it is believed. Stateless.
 */
public final class ManifestCodec {

  /** No manifest's object is longer. */
  public static final int MOST_STORED_BYTES = 96 << 20;

  /** No manifest is longer, unpacked. */
  private static final int MOST_BYTES = 256 << 20;

  /** Maximum nesting depth of a manifest. */
  private static final int MAX_DEPTH = 8;

  /** Maximum length of a number in a manifest, in characters. */
  private static final int MAX_DIGITS = 20;

  private static final int LEVEL = 3;
  private static final JsonReader JSON = new JsonReader(MAX_DEPTH, MAX_DIGITS);

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
      return ManifestParser.parse(key, JSON.read(unpack(stored)));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
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
