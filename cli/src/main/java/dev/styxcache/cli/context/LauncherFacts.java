package dev.styxcache.cli.context;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the launcher says through system properties, so that nothing of it shows in the environment
 * of the tools.
 *
 * <p>Java takes the encoding of file names and arguments from the locale, and under {@code
 * LC_ALL=C} cannot name a file that has more than ASCII in its name. So the launcher gives Java a
 * locale with UTF-8, and says here what the user's was.
 */
public final class LauncherFacts {

  /** Whether standard error is a terminal; {@code true} or anything else. */
  static final String TERMINAL = "styxcache.terminal";

  /** What the user's LC_ALL was; without a value it was not set; missing, it was not changed. */
  static final String USERS_LC_ALL = "styxcache.lc_all";

  /** Whether the user had set LC_ALL at all. */
  static final String USERS_LC_ALL_SET = "styxcache.lc_all.set";

  /** Whether modules may be loaded into this JVM, which serves this program alone. */
  static final String MODULES = "styxcache.modules";

  private static final String LC_ALL = "LC_ALL";

  private LauncherFacts() {}

  /**
   * Whether standard error is a terminal.
   *
   * @return false also where there was no launcher to look
   */
  static boolean terminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /**
   * Whether this JVM is the launcher's own, into which modules may be loaded.
   *
   * @return false where somebody else has started it
   */
  public static boolean mayLoadModules() {
    return Boolean.getBoolean(MODULES);
  }

  /**
   * The environment as the user has it.
   *
   * @param ofProcess the environment of this process
   * @return the same without what the launcher changed
   */
  static Map<String, String> usersEnvironment(Map<String, String> ofProcess) {
    String value = System.getProperty(USERS_LC_ALL);
    if (value == null) {
      return Map.copyOf(ofProcess);
    }
    Map<String, String> users = new HashMap<>(ofProcess);
    if (Boolean.getBoolean(USERS_LC_ALL_SET)) {
      users.put(LC_ALL, value);
    } else {
      users.remove(LC_ALL);
    }
    return Map.copyOf(users);
  }

  /**
   * The variables that the launcher has set and the user had not.
   *
   * @return their names
   */
  public static Set<String> added() {
    return System.getProperty(USERS_LC_ALL) != null && !Boolean.getBoolean(USERS_LC_ALL_SET)
        ? Set.of(LC_ALL)
        : Set.of();
  }

  /**
   * The variables that the launcher has changed, as they were.
   *
   * @return their values by name
   */
  public static Map<String, String> changed() {
    return Optional.ofNullable(System.getProperty(USERS_LC_ALL))
        .filter(value -> Boolean.getBoolean(USERS_LC_ALL_SET))
        .map(value -> Map.of(LC_ALL, value))
        .orElse(Map.of());
  }
}
