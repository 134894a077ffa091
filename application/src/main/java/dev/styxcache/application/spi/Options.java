package dev.styxcache.application.spi;

import dev.styxcache.domain.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of an adapter from a configuration table: typed access by name, then {@link
 * #refuseOthers}. Every error is an {@link IllegalArgumentException} that names the option. Not
 * thread-safe.
 */
public final class Options {

  private final String table;
  private final Map<String, Object> values;
  private final Set<String> known = new TreeSet<>();

  /**
   * Wraps the values of a table.
   *
   * @param table the table's name, for messages, such as {@code runner.docker}
   * @param values the values by name: texts, booleans, whole numbers, lists and maps
   */
  public Options(String table, Map<String, Object> values) {
    this.table = table;
    this.values = values;
  }

  /**
   * Reads a text option.
   *
   * @param name the option
   * @return its value; empty where it is not set
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(value(name)).map(value -> text(name, value, "a text in quotes"));
  }

  /**
   * Reads an option that names a constant of an enum, in lower case.
   *
   * @param <E> the enum
   * @param name the option
   * @param otherwise the value where the option is not set
   * @return its value
   */
  public <E extends Enum<E>> E choice(String name, E otherwise) {
    Object value = value(name);
    if (value == null) {
      return otherwise;
    }
    List<String> names = new ArrayList<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      String written = constant.name().toLowerCase(Locale.ROOT);
      if (written.equals(value)) {
        return constant;
      }
      names.add(written);
    }
    throw wrong(name, "one of " + String.join(", ", names));
  }

  /**
   * Reads an option that is a list of texts.
   *
   * @param name the option
   * @return its value; empty where it is not set
   */
  public List<String> texts(String name) {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    String form = "a list of texts, such as [\"a\", \"b\"]";
    if (!(value instanceof List<?> items)) {
      throw wrong(name, form);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(text(name, item, form));
    }
    return texts;
  }

  /**
   * Reads an option that is a table of texts.
   *
   * @param name the option
   * @return its value; empty where it is not set
   */
  public Map<String, String> textMap(String name) {
    Object value = value(name);
    if (value == null) {
      return Map.of();
    }
    String form = "a table of texts, such as { a = \"b\" }";
    if (!(value instanceof Map<?, ?> members)) {
      throw wrong(name, form);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      texts.put(String.valueOf(member.getKey()), text(name, member.getValue(), form));
    }
    return texts;
  }

  /**
   * Rejects options that were never read. Must be called last.
   *
   * @throws IllegalArgumentException if there is one; the message suggests the nearest valid name
   */
  public void refuseOthers() {
    for (String name : new TreeSet<>(values.keySet())) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option \""
                + table
                + "."
                + name
                + "\""
                + NearestName.of(name, known)
                    .map(nearest -> "; the nearest valid name is \"" + nearest + "\"")
                    .orElseGet(
                        () ->
                            known.isEmpty()
                                ? "; there are none"
                                : "; valid names are " + String.join(", ", known)));
      }
    }
  }

  private @Nullable Object value(String name) {
    known.add(name);
    return values.get(name);
  }

  private String text(String name, Object value, String form) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, form);
  }

  private IllegalArgumentException wrong(String name, String form) {
    return new IllegalArgumentException(table + "." + name + " must be " + form);
  }
}
