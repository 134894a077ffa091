package dev.styxcache.domain.manifest;

import java.util.Arrays;
import java.util.List;

/** Checks paths within an entry: relative, normalized, and never out of the entry. */
public final class RelativePath {

  private RelativePath() {}

  /**
   * Checks a path that a manifest names.
   *
   * @param path the path
   * @return the same path
   * @throws IllegalArgumentException if it is empty, absolute, or has an empty, {@code .} or {@code
   *     ..} segment or a NUL
   */
  public static String require(String path) {
    List<String> segments = Arrays.asList(path.split("/", -1));
    if (segments.contains("")
        || segments.contains(".")
        || segments.contains("..")
        || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a path within an entry: " + path);
    }
    return path;
  }
}
