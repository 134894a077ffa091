package dev.styxcache.domain.manifest;

import java.util.Collection;
import java.util.List;

/**
 * A pattern for paths of a tree, of inputs and of outputs, as a shell has it: {@code *} stands for
 * any characters of a name, {@code ?} for one, {@code [a-c]} and {@code [!a-c]} for one of a set.
 * None of them stands for a slash, nor for a dot at the beginning of a name. A path that is
 * literally the pattern wins.
 *
 * @param text the pattern, relative, with {@code /} between segments
 */
public record PathPattern(String text) {

  /**
   * Whether a name has a character that means something in a pattern.
   *
   * @param name a relative path
   * @return whether it may be a pattern
   */
  public static boolean isPattern(String name) {
    return name.indexOf('*') >= 0
        || name.indexOf('?') >= 0
        || (name.indexOf('[') >= 0 && name.indexOf(']', name.indexOf('[')) >= 0);
  }

  /**
   * Selects the paths that the pattern stands for.
   *
   * @param paths paths of a tree
   * @return the path that is literally the pattern, or else all that match it, sorted
   */
  public List<String> select(Collection<String> paths) {
    return paths.contains(text)
        ? List.of(text)
        : paths.stream().filter(this::matches).sorted().toList();
  }

  /**
   * Whether a path matches.
   *
   * @param path a relative path
   * @return whether the pattern stands for it
   */
  public boolean matches(String path) {
    String[] patterns = text.split("/", -1);
    String[] names = path.split("/", -1);
    if (patterns.length != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      boolean hidden = names[i].startsWith(".") && !patterns[i].startsWith(".");
      if (hidden || !matches(patterns[i], names[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      int end = p < pattern.length() ? endOfUnit(pattern, p) : p;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && fits(pattern, p, end, name.charAt(n))) {
        p = end;
        n++;
      } else if (star >= 0) {
        // One character more for the last star.
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The end of the character or set that begins at a place; a {@code [} without end is itself. */
  private static int endOfUnit(String pattern, int at) {
    if (pattern.charAt(at) != '[') {
      return at + 1;
    }
    int first = at + 1 < pattern.length() && isNot(pattern.charAt(at + 1)) ? at + 2 : at + 1;
    // A bracket at the beginning of a set belongs to it.
    int close = pattern.indexOf(']', first + 1);
    return close < 0 ? at + 1 : close + 1;
  }

  private static boolean isNot(char c) {
    return c == '!' || c == '^';
  }

  private static boolean fits(String pattern, int at, int end, char c) {
    char first = pattern.charAt(at);
    if (first == '?') {
      return true;
    } else if (first != '[' || end == at + 1) {
      return first == c;
    }
    boolean not = isNot(pattern.charAt(at + 1));
    boolean listed = false;
    int last = end - 2;
    for (int i = not ? at + 2 : at + 1; i <= last; i++) {
      if (i + 2 <= last && pattern.charAt(i + 1) == '-') {
        listed |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
        i += 2;
      } else {
        listed |= pattern.charAt(i) == c;
      }
    }
    return listed != not;
  }
}
