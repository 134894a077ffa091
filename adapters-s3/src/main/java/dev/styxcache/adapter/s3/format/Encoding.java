package dev.styxcache.adapter.s3.format;

/** How contents are written. */
public enum Encoding {
  /** As they are. */
  PLAIN("plain", ""),
  /** As zstd frames, which {@code zstd -d} reads. */
  ZSTD("zstd", ".zst");

  private final String text;
  private final String suffix;

  Encoding(String text, String suffix) {
    this.text = text;
    this.suffix = suffix;
  }

  /**
   * Its name in a manifest.
   *
   * @return the name
   */
  public String text() {
    return text;
  }

  /**
   * What names of objects end in.
   *
   * @return the ending, or an empty text
   */
  public String suffix() {
    return suffix;
  }

  /**
   * By its name.
   *
   * @param text the name
   * @return the encoding
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Encoding of(String text) {
    for (Encoding encoding : values()) {
      if (encoding.text.equals(text)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("contents are written in an unknown way: " + text);
  }
}
