package dev.styxcache.domain.json;

import java.util.Comparator;

/**
 * Orders texts by their code points, as Python does. {@link String#compareTo} orders by UTF-16
 * units instead, which puts supplementary characters before U+E000 … U+FFFF.
 */
public final class CodePointOrder implements Comparator<String> {

  /** The one instance; it has no state. */
  public static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; ) {
      int a = left.codePointAt(i);
      int b = right.codePointAt(i);
      if (a != b) {
        return Integer.compare(a, b);
      }
      i += Character.charCount(a);
    }
    return Integer.compare(left.length(), right.length());
  }
}
