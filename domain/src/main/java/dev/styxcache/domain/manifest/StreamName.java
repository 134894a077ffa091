package dev.styxcache.domain.manifest;

import java.util.Locale;

/** The output streams of a tool. */
public enum StreamName {
  /** Standard output. */
  STDOUT,
  /** Standard error. */
  STDERR;

  /**
   * The name in file names and manifests.
   *
   * @return {@code stdout} or {@code stderr}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
