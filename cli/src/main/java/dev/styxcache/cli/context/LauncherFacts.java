package dev.styxcache.cli.context;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * System properties that the launcher sets. It uses no environment variables, since tools would
 * inherit them.
 *
 * <p>Java takes the encoding of file names and arguments from the locale, and under {@code
 * LC_ALL=C} cannot open a file with a non-ASCII name. So the launcher starts Java in a UTF-8
 * locale, and passes the user's own locale here.
 */
public final class LauncherFacts {

  /** Whether standard error is a terminal; {@code true} or anything else. */
  static final String TERMINAL = "styxcache.terminal";

  /** The user's LC_ALL; not defined if the launcher has not changed it. */
  static final String USERS_LC_ALL = "styxcache.lc_all";

  /** Whether the user has set LC_ALL. */
  static final String USERS_LC_ALL_SET = "styxcache.lc_all.set";

  /** The user's jars with adapters, separated as in a class path. */
  static final String PLUGINS = "styxcache.plugins";

  /** A scratch directory for the training of class-data sharing; undefined in all other runs. */
  static final String TRAINING = "styxcache.training";

  private static final String LC_ALL = "LC_ALL";

  private LauncherFacts() {}

  /**
   * Whether standard error is a terminal.
   *
   * @return false also without the launcher
   */
  static boolean terminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /**
   * The user's jars with adapters.
   *
   * @return their paths, separated as in a class path; empty if there are none
   */
  public static String plugins() {
    return System.getProperty(PLUGINS, "");
  }

  /**
   * The directory to train in, if this run is the training of class-data sharing.
   *
   * @return an existing, empty directory; null in all other runs
   */
  public static @Nullable String training() {
    return System.getProperty(TRAINING);
  }

  /**
   * The user's environment.
   *
   * @param ofProcess the environment of this process
   * @return the same without the launcher's changes
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
   * The variables that the launcher has added.
   *
   * @return their names
   */
  public static Set<String> added() {
    return System.getProperty(USERS_LC_ALL) != null && !Boolean.getBoolean(USERS_LC_ALL_SET)
        ? Set.of(LC_ALL)
        : Set.of();
  }

  /**
   * The variables that the launcher has changed.
   *
   * @return the user's values by name
   */
  public static Map<String, String> changed() {
    return Optional.ofNullable(System.getProperty(USERS_LC_ALL))
        .filter(value -> Boolean.getBoolean(USERS_LC_ALL_SET))
        .map(value -> Map.of(LC_ALL, value))
        .orElse(Map.of());
  }
}
