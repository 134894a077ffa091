package dev.styxcache.configuration;

import dev.styxcache.domain.key.PathText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directories and variables that configuration is read from, and that its paths start from.
 *
 * @param workingDirectory the process's working directory, absolute
 * @param home the user's home directory, absolute; empty for a user who has none
 * @param environment the process's environment
 */
public record Places(Path workingDirectory, Optional<Path> home, Map<String, String> environment) {

  /** The configuration of a project. */
  static final String PROJECT_FILE = "styxcache.toml";

  /**
   * The places of this process.
   *
   * @return its working directory, home directory and environment
   */
  public static Places ofProcess() {
    return of(Path.of("").toAbsolutePath(), System.getenv());
  }

  /**
   * The places of a user. The home directory is {@code HOME}, or where that is not an absolute path
   * the one of the user's account.
   *
   * @param workingDirectory the working directory, absolute
   * @param environment the environment
   * @return the places
   */
  public static Places of(Path workingDirectory, Map<String, String> environment) {
    String given = environment.getOrDefault("HOME", "");
    String home = given.startsWith("/") ? given : System.getProperty("user.home", "");
    // Java says "?" for a user without an account.
    return new Places(
        workingDirectory,
        home.startsWith("/") ? Optional.of(Path.of(home)) : Optional.empty(),
        environment);
  }

  Path projectFile() {
    return workingDirectory.resolve(PROJECT_FILE);
  }

  Optional<Path> userFile() {
    return xdg("XDG_CONFIG_HOME", ".config")
        .map(folder -> folder.resolve("styxcache").resolve("config.toml"));
  }

  Optional<Path> defaultCacheDirectory() {
    return xdg("XDG_CACHE_HOME", ".cache").map(folder -> folder.resolve("styxcache"));
  }

  /** Beside the cache, which may be shared or deleted. */
  Optional<Path> defaultMemoDirectory() {
    return xdg("XDG_CACHE_HOME", ".cache").map(folder -> folder.resolve("styxcache-memo"));
  }

  Optional<Path> defaultCatalogIndexDirectory() {
    return xdg("XDG_CACHE_HOME", ".cache").map(folder -> folder.resolve("styxcache-catalogs"));
  }

  /** By the XDG rules a variable that is empty or not an absolute path counts as not set. */
  private Optional<Path> xdg(String variable, String usual) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/")
        ? Optional.of(Path.of(value))
        : home.map(folder -> folder.resolve(usual));
  }

  /**
   * Resolves the paths in the value of a setting.
   *
   * @param setting the setting
   * @param value its value, of the setting's kind
   * @param base where a relative path starts
   * @return the value with absolute paths; a value without paths as it is
   */
  Object resolve(Setting setting, Object value, Path base) throws BadValueException {
    if (setting.kind() == Kind.DIRECTORY) {
      return resolve((String) value, base).toString();
    } else if (setting.kind() != Kind.DIRECTORIES) {
      return value;
    }
    List<String> paths = new ArrayList<>();
    for (Object path : (List<?>) value) {
      paths.add(resolve((String) path, base).toString());
    }
    return List.copyOf(paths);
  }

  /**
   * Resolves a path in the configuration. {@code ..} stays, since its target depends on links.
   *
   * @param text the path; {@code ~} at its beginning is the home directory
   * @param base where a relative path starts
   * @return the path, absolute
   */
  Path resolve(String text, Path base) throws BadValueException {
    try {
      if (text.equals("~")) {
        return requireHome(text);
      } else if (text.startsWith("~/")) {
        return requireHome(text).resolve(PathText.normalForm(text.substring(2)));
      } else if (text.startsWith("~")) {
        throw new BadValueException(
            "the path " + text + " begins with another user's home; write it out");
      }
      return text.equals(".") ? base : base.resolve(PathText.normalForm(text));
    } catch (InvalidPathException e) {
      throw new BadValueException("\"" + text + "\" is not a path: " + e.getReason());
    }
  }

  private Path requireHome(String text) throws BadValueException {
    return home.orElseThrow(
        () ->
            new BadValueException(
                "the path "
                    + text
                    + " begins with the home directory, and there is none: HOME is not set, and the"
                    + " user has no account here; set HOME, or write the path out"));
  }
}
