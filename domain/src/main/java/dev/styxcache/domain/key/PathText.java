package dev.styxcache.domain.key;

import java.util.ArrayList;
import java.util.List;

/**
 * The normal form of a path, purely as text: nothing is made absolute, no link is followed, no file
 * is looked at.
 *
 * <p>The rule is that of Python's {@code pathlib.PurePosixPath}: runs of {@code /} collapse to one,
 * except that exactly two at the start stay two (POSIX leaves their meaning open); {@code .}
 * segments and a {@code /} at the end go; {@code ..} stays, since what it leads to depends on
 * links; the empty text is {@code .}.
 */
public final class PathText {

  private PathText() {}

  /**
   * The normal form. Idempotent.
   *
   * @param path a path with {@code /} between its segments
   * @return its normal form
   */
  public static String normalForm(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    String text = root(path) + String.join("/", segments);
    return text.isEmpty() ? "." : text;
  }

  private static String root(String path) {
    if (!path.startsWith("/")) {
      return "";
    }
    return path.startsWith("//") && !path.startsWith("///") ? "//" : "/";
  }
}
