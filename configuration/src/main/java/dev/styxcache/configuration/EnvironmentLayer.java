package dev.styxcache.configuration;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.domain.text.NearestName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads settings from environment variables. */
final class EnvironmentLayer {

  /** Variables that only the launcher reads. */
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("STYXCACHE_JAVA_OPTIONS", "STYXCACHE_PLUGINS");

  private EnvironmentLayer() {}

  /**
   * Reads the environment.
   *
   * @param places has the environment
   * @return its values
   * @throws InvalidConfigurationException if a variable that begins with {@code STYXCACHE_} is
   *     unknown or has an invalid value
   */
  static Layer read(Places places) {
    Map<String, Setting> byVariable = new LinkedHashMap<>();
    Arrays.stream(Setting.values()).forEach(setting -> byVariable.put(setting.variable(), setting));
    Map<Setting, Configured> values = new EnumMap<>(Setting.class);
    for (Map.Entry<String, String> variable : new TreeMap<>(places.environment()).entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(Setting.VARIABLE_PREFIX) || OF_THE_LAUNCHER.contains(name)) {
        continue;
      }
      Setting setting = byVariable.get(name);
      if (setting == null) {
        throw new InvalidConfigurationException(
            "the environment variable "
                + name
                + " means nothing"
                + nextStep(name, byVariable.keySet()));
      }
      values.put(
          setting,
          new Configured(
              value(setting, variable.getValue(), places), "environment variable " + name));
    }
    return new Layer(values, Map.of());
  }

  private static String nextStep(String name, Set<String> variables) {
    if (CredentialNames.matches(name)) {
      return "; " + CredentialNames.NEXT_STEP;
    }
    return nearest(name, variables)
        .map(nearest -> "; the nearest valid name is " + nearest)
        .orElse("; docs/configuration.md lists those that there are");
  }

  /** Compares without the prefix, which makes all names similar. */
  private static Optional<String> nearest(String name, Set<String> variables) {
    int prefix = Setting.VARIABLE_PREFIX.length();
    return NearestName.of(
            name.substring(prefix),
            variables.stream().map(variable -> variable.substring(prefix)).toList())
        .map(Setting.VARIABLE_PREFIX::concat);
  }

  private static Object value(Setting setting, String text, Places places) {
    try {
      return TextValues.read(setting, text, places);
    } catch (BadValueException e) {
      throw new InvalidConfigurationException(
          "the environment variable " + setting.variable() + ": " + e.getMessage(), e);
    }
  }
}
