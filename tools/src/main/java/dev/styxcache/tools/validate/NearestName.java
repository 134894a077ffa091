package dev.styxcache.tools.validate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelled one may have meant, by the number of letters that differ. */
public final class NearestName {

  private NearestName() {}

  /**
   * The nearest of some names.
   *
   * @param name what was given
   * @param names what there is
   * @return the nearest, unless more than a third of the letters differ
   */
  public static Optional<String> of(String name, Collection<String> names) {
    String wanted = normal(name);
    int most = Math.max(1, wanted.length() / 3);
    return names.stream()
        .min(
            Comparator.comparingInt((String one) -> distance(wanted, normal(one)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(one -> distance(wanted, normal(one)) <= most);
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Levenshtein's distance, with a swap of two neighbours as one step. */
  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        steps[i][j] = Math.min(least, steps[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
      }
    }
    return steps[a.length()][b.length()];
  }
}
