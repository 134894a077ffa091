package dev.styxcache.configuration;

import dev.styxcache.domain.text.NearestName;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Validates the values of settings. */
final class ValueRules {

  private ValueRules() {}

  /**
   * Checks a value.
   *
   * @param setting the setting
   * @param raw a text, a truth value, a number, a time, a list or a map
   * @return the value: a text, a truth value, a {@code Long}, a list of texts or a map of texts
   * @throws BadValueException if it is of another type or out of range
   */
  static Object check(Setting setting, Object raw) throws BadValueException {
    Kind kind = setting.kind();
    if (kind == Kind.FLAG) {
      if (raw instanceof Boolean) {
        return raw;
      }
      throw wrongType(setting, raw);
    } else if (kind.isNumber()) {
      return number(setting, raw);
    } else if (kind.isList()) {
      return list(setting, raw);
    } else if (kind.isMap()) {
      return map(setting, raw);
    } else if (raw instanceof String text) {
      return text(setting, text);
    }
    throw wrongType(setting, raw);
  }

  private static Long number(Setting setting, Object raw) throws BadValueException {
    if (!(raw instanceof Long) && !(raw instanceof Integer)) {
      throw wrongType(setting, raw);
    }
    long number = ((Number) raw).longValue();
    if (!setting.kind().includes(number)) {
      throw new BadValueException(
          setting.fullName() + " is " + number + "; give " + setting.kind().description());
    }
    return number;
  }

  private static String text(Setting setting, String text) throws BadValueException {
    if (text.indexOf('\0') >= 0) {
      throw new BadValueException("the value of " + setting.fullName() + " has a NUL in it");
    }
    if (text.isEmpty() && setting.kind() != Kind.TEXT && setting.kind() != Kind.PREFIX) {
      throw new BadValueException(
          "the value of " + setting.fullName() + " is empty; give one, or leave the setting out");
    }
    if (setting.kind() == Kind.CHOICE && !setting.choices().contains(text)) {
      throw new BadValueException(
          setting.fullName()
              + " cannot be \""
              + text
              + "\"; it is one of "
              + String.join(", ", setting.choices())
              + NearestName.of(text, setting.choices())
                  .map(name -> ", and the nearest is \"" + name + "\"")
                  .orElse(""));
    }
    BucketRules.check(setting, text);
    return text;
  }

  private static List<String> list(Setting setting, Object raw) throws BadValueException {
    if (!(raw instanceof List<?> items)) {
      throw wrongType(setting, raw);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw wrongType(setting, item);
      }
      if (setting.kind() == Kind.DIRECTORIES && (text.isEmpty() || text.indexOf('\0') >= 0)) {
        throw new BadValueException(
            "a path in " + setting.fullName() + " is empty or has a NUL in it; give a path");
      } else if (setting.kind() == Kind.VARIABLE_NAMES) {
        requireVariableName(setting, text);
      } else if (setting.kind() == Kind.TOOLS) {
        requireTool(setting, text);
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  private static Map<String, String> map(Setting setting, Object raw) throws BadValueException {
    if (!(raw instanceof Map<?, ?> members)) {
      throw wrongType(setting, raw);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (!(member.getKey() instanceof String name && member.getValue() instanceof String text)) {
        throw wrongType(setting, member.getValue());
      }
      if (setting.kind() == Kind.VARIABLES) {
        requireVariableName(setting, name);
        if (text.indexOf('\0') >= 0) {
          throw new BadValueException(setting.fullName() + "." + name + " has a NUL in it");
        }
      }
      texts.put(name, text);
    }
    return texts;
  }

  private static void requireVariableName(Setting setting, String name) throws BadValueException {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new BadValueException(
          "\"" + name + "\" in " + setting.fullName() + " cannot be the name of a variable");
    }
  }

  private static void requireTool(Setting setting, String tool) throws BadValueException {
    int slash = tool.indexOf('/');
    if (slash <= 0 || slash == tool.length() - 1) {
      throw new BadValueException(
          "\""
              + tool
              + "\" in "
              + setting.fullName()
              + " names no tool; write PACKAGE/NAME, such as \"ants/PrintHeader\"");
    }
  }

  private static BadValueException wrongType(Setting setting, Object raw) {
    return new BadValueException(
        setting.fullName() + " must be " + setting.kind().description() + ", not " + typeOf(raw));
  }

  static String typeOf(Object raw) {
    if (raw instanceof String) {
      return "a text";
    } else if (raw instanceof Boolean) {
      return "a truth value";
    } else if (raw instanceof Number) {
      return "a number";
    } else if (raw instanceof List<?>) {
      return "a list";
    } else if (raw instanceof Map<?, ?>) {
      return "a table";
    } else if (raw instanceof Temporal) {
      return "a date or time";
    }
    return "a " + raw.getClass().getSimpleName();
  }
}
