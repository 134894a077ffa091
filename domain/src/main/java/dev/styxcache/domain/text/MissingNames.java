package dev.styxcache.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains that a tool made other outputs than it was asked for. */
public final class MissingNames {

  /** Maximum number of made outputs that are named. */
  private static final int MAX_NAMED = 10;

  private MissingNames() {}

  /**
   * Names what is missing, what was made instead, and what of it is near.
   *
   * @param missing the names or patterns of the outputs that were not made; at least one
   * @param made the paths of what was made, sorted
   * @return such as {@code did not make out2; it made out2+orig.HEAD, which is near out2}
   */
  public static String explain(List<String> missing, List<String> made) {
    StringBuilder text = new StringBuilder("did not make ").append(String.join(", ", missing));
    if (made.isEmpty()) {
      return text.append("; it made nothing in its working directory").toString();
    }
    List<String> named = made.subList(0, Math.min(MAX_NAMED, made.size()));
    text.append("; it made ").append(String.join(", ", named));
    if (made.size() > named.size()) {
      text.append(" and ").append(made.size() - named.size()).append(" more");
    }
    for (String name : missing) {
      List<String> near = near(name, made);
      if (!near.isEmpty()) {
        text.append("; near ").append(name).append(": ").append(String.join(", ", near));
      }
    }
    return text.toString();
  }

  private static List<String> near(String name, List<String> made) {
    String wanted = lastSegment(name).toLowerCase(Locale.ROOT);
    List<String> near = new ArrayList<>();
    for (String path : made) {
      String last = lastSegment(path).toLowerCase(Locale.ROOT);
      if (near.size() < MAX_NAMED && NearestName.of(wanted, List.of(last)).isPresent()) {
        near.add(path);
      }
    }
    return near;
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
