package dev.styxcache.domain.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody meant. The measure is the Damerau-Levenshtein distance: how many
 * letters must be inserted, removed, replaced or swapped with their neighbour. A name is near if
 * that is at most a quarter of the letters, or one letter of three, or if one of the two is the
 * beginning of the other.
 */
public final class NearestName {

  /** One letter in so many may be wrong; more, and names that begin alike would all be near. */
  private static final int LETTERS_PER_MISTAKE = 4;

  /**
   * So long is the shortest name in which one letter may be wrong: {@code -x} is not {@code -i}.
   */
  private static final int SHORTEST_WITH_MISTAKE = 3;

  /** Many names begin with one letter, and all with none. */
  private static final int SHORTEST_BEGINNING = 2;

  private NearestName() {}

  /**
   * The name that is nearest to a mistyped one.
   *
   * @param typed what was written
   * @param names the valid names
   * @return the nearest of them, the first in the alphabet of several; nothing if none is near
   */
  public static Optional<String> of(String typed, Collection<String> names) {
    String lower = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> isNear(lower, name.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparingInt((String name) -> distance(lower, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String typed, String name) {
    int longer = Math.max(typed.length(), name.length());
    int shorter = Math.min(typed.length(), name.length());
    boolean begins = name.startsWith(typed) || typed.startsWith(name);
    if (begins && shorter >= SHORTEST_BEGINNING) {
      return true;
    }
    int distance = distance(typed, name);
    return distance * LETTERS_PER_MISTAKE <= longer
        || (distance == 1 && longer >= SHORTEST_WITH_MISTAKE);
  }

  /** Optimal string alignment; three rows of the table are enough. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
