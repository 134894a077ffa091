package dev.styxcache.tools.validate;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.tools.model.ParameterType;
import java.util.stream.Collectors;

/** Types of parameters in words, for messages and help. */
public final class Types {

  private Types() {}

  /**
   * A type in words.
   *
   * @param type the type
   * @return for example {@code a whole number, at least 0}
   */
  public static String text(ParameterType type) {
    if (type instanceof ParameterType.Text) {
      return "a text";
    } else if (type instanceof ParameterType.File) {
      return "the path of a file";
    } else if (type instanceof ParameterType.Flag) {
      return "true or false";
    } else if (type instanceof ParameterType.Count) {
      return "a whole number, at least 0";
    } else if (type instanceof ParameterType.Whole whole) {
      return ranged("a whole number", whole.range());
    } else if (type instanceof ParameterType.Decimal decimal) {
      return ranged("a number", decimal.range());
    } else if (type instanceof ParameterType.Choice choice) {
      return "one of "
          + choice.values().stream().map(CanonicalJson::write).collect(Collectors.joining(", "));
    } else if (type instanceof ParameterType.ListOf list) {
      return list(list);
    } else if (type instanceof ParameterType.Union union) {
      return union(union);
    }
    return "an object";
  }

  private static String ranged(String what, ParameterType.Range range) {
    return range.text().isEmpty() ? what : what + ", " + range.text();
  }

  private static String list(ParameterType.ListOf list) {
    Integer min = list.min();
    Integer max = list.max();
    String of = "a list, each " + text(list.item());
    if (min != null && min.equals(max)) {
      return of + ", exactly " + min + " entries";
    }
    return of
        + (min == null ? "" : ", at least " + min + " entries")
        + (max == null ? "" : ", at most " + max + " entries");
  }

  private static String union(ParameterType.Union union) {
    String objects =
        "an object whose @type is one of "
            + union.arms().stream().map(ParameterType.Arm::tag).collect(Collectors.joining(", "));
    return union.values().isEmpty()
        ? objects
        : objects + ", or " + text(new ParameterType.Choice(union.values()));
  }
}
