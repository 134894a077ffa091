package dev.styxcache.tools.json;

import java.util.Locale;

/** Names in snake case, as Styx makes them of the names that tools give to their parameters. */
public final class SnakeCase {

  private SnakeCase() {}

  /**
   * The name in snake case.
   *
   * @param name for example {@code -some-Name} or {@code someName}
   * @return for example {@code some_name}
   */
  public static String of(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }
}
