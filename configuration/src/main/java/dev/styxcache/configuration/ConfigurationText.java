package dev.styxcache.configuration;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Formats the configuration with its origins, as TOML that can be read again or as JSON. */
public final class ConfigurationText {

  private ConfigurationText() {}

  /**
   * As TOML, with the origin of each value in a comment.
   *
   * @param configuration the configuration
   * @return the text, with a line feed at its end
   */
  public static String toml(Configuration configuration) {
    StringBuilder text = new StringBuilder();
    for (String section : Setting.sections()) {
      text.append(text.length() == 0 ? "" : "\n").append('[').append(section).append("]\n");
      for (Setting setting : Setting.values()) {
        if (setting.section().equals(section)) {
          text.append(line(setting, configuration.find(setting))).append('\n');
        }
      }
    }
    return text.toString();
  }

  /**
   * As JSON.
   *
   * @param configuration the configuration
   * @return an object with one member for each setting that has a value, in one line
   */
  public static String json(Configuration configuration) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      configuration
          .find(setting)
          .ifPresent(
              configured ->
                  members.put(
                      setting.fullName(),
                      new Json.Obj(
                          Map.of(
                              "value", json(configured.value()),
                              "origin", Json.text(configured.origin())))));
    }
    return CanonicalJson.write(new Json.Obj(members));
  }

  private static String line(Setting setting, Optional<Configured> configured) {
    return configured
        .map(
            found ->
                setting.key()
                    + " = "
                    + CanonicalToml.value(found.value())
                    + "  # "
                    + found.origin())
        .orElse("# " + setting.key() + " is not set");
  }

  private static Json json(Object value) {
    if (value instanceof Boolean flag) {
      return Json.bool(flag);
    } else if (value instanceof Long number) {
      return new Json.Int(java.math.BigInteger.valueOf(number));
    } else if (value instanceof List<?> list) {
      return Json.texts(list.stream().map(String.class::cast).toList());
    } else if (value instanceof Map<?, ?> map) {
      return Json.textMap(
          map.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      member -> (String) member.getKey(), member -> (String) member.getValue())));
    }
    return Json.text((String) value);
  }

  /** Values as TOML. Its texts in quotes are those of JSON. */
  private static final class CanonicalToml {

    static String value(Object value) {
      if (value instanceof Map<?, ?> map) {
        Map<String, String> sorted = new TreeMap<>();
        map.forEach((name, text) -> sorted.put((String) name, (String) text));
        return sorted.isEmpty()
            ? "{}"
            : sorted.entrySet().stream()
                .map(member -> quoted(member.getKey()) + " = " + quoted(member.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
      } else if (value instanceof List<?> list) {
        return list.stream()
            .map(item -> quoted((String) item))
            .collect(Collectors.joining(", ", "[", "]"));
      } else if (value instanceof Boolean || value instanceof Long) {
        return value.toString();
      }
      return quoted((String) value);
    }

    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      text.codePoints()
          .forEach(
              point -> {
                if (point == '"' || point == '\\') {
                  quoted.append('\\').appendCodePoint(point);
                } else if (Character.isISOControl(point)
                    || Character.getType(point) == Character.SURROGATE) {
                  quoted.append(String.format(Locale.ROOT, "\\u%04X", point));
                } else {
                  quoted.appendCodePoint(point);
                }
              });
      return quoted.append('"').toString();
    }
  }
}
