package dev.styxcache.cli.context;

import java.util.Locale;
import java.util.Map;

/**
 * What can be shown on standard error.
 *
 * @param interactive whether it is a terminal
 * @param colour whether colours are wanted there
 * @param unicode whether it shows more than ASCII
 */
public record Terminal(boolean interactive, boolean colour, boolean unicode) {

  /** Nothing that moves, and no colours: a file or a pipe. */
  public static final Terminal NONE = new Terminal(false, false, false);

  /**
   * Finds out what can be shown.
   *
   * @param interactive whether standard error is a terminal
   * @param environment the environment; any {@code NO_COLOR} that is not empty says no
   * @return what can be shown
   */
  public static Terminal of(boolean interactive, Map<String, String> environment) {
    if (!interactive || environment.getOrDefault("TERM", "").equals("dumb")) {
      return NONE;
    }
    return new Terminal(
        true, environment.getOrDefault("NO_COLOR", "").isEmpty(), isUtf8(environment));
  }

  /** By the rule of POSIX the first of these that is not empty decides. */
  private static boolean isUtf8(Map<String, String> environment) {
    for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(variable, "").toLowerCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return false;
  }
}
