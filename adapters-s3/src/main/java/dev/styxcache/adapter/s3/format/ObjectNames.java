package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;

/** Names of all objects in a bucket, without the prefix of the settings. */
public final class ObjectNames {

  private static final String ENTRIES = "v1/entries/";
  private static final String BLOBS = "v1/blobs/";
  private static final String PACKS = "v1/packs/";
  private static final String PROBES = "v1/probes/";
  private static final String ZSTD_SUFFIX = ".zst";

  private ObjectNames() {}

  /**
   * Returns the name of an entry's manifest.
   *
   * @param key the entry's key
   * @return the name
   */
  public static String entry(CacheKey key) {
    return ENTRIES + key.hex() + ZSTD_SUFFIX;
  }

  /**
   * Returns the name of a content that has an object of its own.
   *
   * @param content the content's digest
   * @param encoding encoding of the object
   * @return the name
   */
  public static String blob(ContentHash content, BlobEncoding encoding) {
    return BLOBS + content.hex() + suffix(encoding);
  }

  /**
   * Returns the name of a pack.
   *
   * @param digest the pack's digest
   * @param encoding encoding of the object
   * @return the name
   */
  static String pack(String digest, BlobEncoding encoding) {
    return PACKS + digest + suffix(encoding);
  }

  /**
   * Returns the name of an object that tests whether the bucket can be written to.
   *
   * @param id a unique id
   * @return the name
   */
  public static String probe(String id) {
    return PROBES + id;
  }

  /**
   * Returns the media type of an object.
   *
   * @param name its name
   * @return the type
   */
  public static String contentType(String name) {
    return name.endsWith(ZSTD_SUFFIX) ? "application/zstd" : "application/octet-stream";
  }

  private static String suffix(BlobEncoding encoding) {
    return encoding == BlobEncoding.ZSTD ? ZSTD_SUFFIX : "";
  }
}
