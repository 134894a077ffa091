package dev.styxcache.configuration;

import dev.styxcache.json.JsonReader;
import dev.styxcache.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parses the values of environment variables and options. */
final class TextValues {

  private TextValues() {}

  /**
   * Reads a value.
   *
   * @param setting the setting
   * @param text a list is written {@code a,b} or as JSON, a table {@code a=b,c=d} or as JSON
   * @param places where relative paths start
   * @return the value, as {@link ValueRules#check} returns it
   * @throws BadValueException if it is invalid
   */
  static Object read(Setting setting, String text, Places places) throws BadValueException {
    Object value = ValueRules.check(setting, parse(setting, text));
    return places.resolve(setting, value, places.workingDirectory());
  }

  private static Object parse(Setting setting, String text) throws BadValueException {
    if (setting.kind() == Kind.FLAG) {
      return flag(setting, text);
    } else if (setting.kind().isNumber()) {
      return number(text);
    } else if (setting.kind().isList()) {
      return text.stripLeading().startsWith("[") ? json(setting, text) : pieces(text);
    } else if (setting.kind().isMap()) {
      return text.stripLeading().startsWith("{") ? json(setting, text) : members(setting, text);
    }
    return text;
  }

  private static boolean flag(Setting setting, String text) throws BadValueException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new BadValueException(
              setting.fullName() + " must be true or false, not \"" + text + "\"");
    };
  }

  /** A text that is not a number stays a text, which is rejected later. */
  private static Object number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static Object json(Setting setting, String text) throws BadValueException {
    try {
      Object value = JsonReader.forUsers().read(text);
      return value == null ? "" : value;
    } catch (MalformedJsonException e) {
      throw new BadValueException(
          "the value of " + setting.fullName() + " looks like JSON but is not: " + e.getMessage());
    }
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      if (!piece.isBlank()) {
        pieces.add(piece.strip());
      }
    }
    return pieces;
  }

  private static Map<String, String> members(Setting setting, String text)
      throws BadValueException {
    Map<String, String> members = new LinkedHashMap<>();
    for (String piece : pieces(text)) {
      int equals = piece.indexOf('=');
      if (equals <= 0) {
        throw new BadValueException(
            "\""
                + piece
                + "\" in "
                + setting.fullName()
                + " is not NAME=VALUE; a value with a comma can be written as JSON");
      }
      members.put(piece.substring(0, equals), piece.substring(equals + 1));
    }
    return members;
  }
}
