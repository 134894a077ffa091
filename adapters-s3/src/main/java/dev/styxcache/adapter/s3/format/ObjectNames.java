package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;

/** Every name that is written to a bucket, without the prefix of the settings. */
public final class ObjectNames {

  private static final String ENTRIES = "v1/entries/";
  private static final String BLOBS = "v1/blobs/";
  private static final String PACKS = "v1/packs/";
  private static final String PROBES = "v1/probes/";

  private ObjectNames() {}

  /**
   * The manifest of an entry.
   *
   * @param key the entry's key
   * @return its name
   */
  public static String entry(CacheKey key) {
    return ENTRIES + key.hex() + ".zst";
  }

  /**
   * A content that has an object of its own.
   *
   * @param content its digest
   * @param encoding how it is written
   * @return its name
   */
  public static String blob(ContentHash content, Encoding encoding) {
    return BLOBS + content.hex() + encoding.suffix();
  }

  /**
   * Several small contents.
   *
   * @param pack the pack's digest
   * @param encoding how it is written
   * @return its name
   */
  public static String pack(String pack, Encoding encoding) {
    return PACKS + pack + encoding.suffix();
  }

  /**
   * What is written to see whether it can be, and deleted at once.
   *
   * @param id makes it one's own
   * @return its name
   */
  public static String probe(String id) {
    return PROBES + id;
  }
}
