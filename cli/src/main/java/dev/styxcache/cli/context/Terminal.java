package dev.styxcache.cli.context;

import java.util.Locale;
import java.util.Map;

/**
 * What standard error can display.
 *
 * @param interactive whether it is a terminal
 * @param colour whether to use colours
 * @param unicode whether it displays non-ASCII characters
 */
public record Terminal(boolean interactive, boolean colour, boolean unicode) {

  /** A file or a pipe: no progress bars and no colours. */
  public static final Terminal NONE = new Terminal(false, false, false);

  /**
   * Detects the capabilities of a terminal.
   *
   * @param interactive whether standard error is a terminal
   * @param environment the environment; a non-empty {@code NO_COLOR} switches colours off
   * @return the capabilities
   */
  public static Terminal of(boolean interactive, Map<String, String> environment) {
    if (!interactive || environment.getOrDefault("TERM", "").equals("dumb")) {
      return NONE;
    }
    return new Terminal(
        true, environment.getOrDefault("NO_COLOR", "").isEmpty(), isUtf8(environment));
  }

  /** By POSIX, the first of these variables that is not empty decides. */
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
