package dev.styxcache.tools.json;

import dev.styxcache.domain.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of a JSON object leniently: a member of another kind than expected counts as
 * missing.
 *
 * @param object the object
 */
public record Members(Json.Obj object) {

  /**
   * The members of a value that must be an object.
   *
   * @param value the value
   * @param what what it is, for the message
   * @return its members
   * @throws IllegalArgumentException if it is not an object
   */
  public static Members of(@Nullable Json value, String what) {
    if (value instanceof Json.Obj object) {
      return new Members(object);
    }
    throw new IllegalArgumentException(what + " is not a JSON object");
  }

  /**
   * A member.
   *
   * @param name its name
   * @return its value, or null if it is missing or JSON's {@code null}
   */
  public @Nullable Json get(String name) {
    Json value = object.members().get(name);
    return value instanceof Json.Null ? null : value;
  }

  /**
   * A text.
   *
   * @param name name of the member
   * @return its value, if it is a text
   */
  public Optional<String> text(String name) {
    return get(name) instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /**
   * A text that is not empty.
   *
   * @param name name of the member
   * @return its value, if it is such a text
   */
  public Optional<String> words(String name) {
    return text(name).filter(text -> !text.isEmpty());
  }

  /**
   * A text that must be there.
   *
   * @param name name of the member
   * @param what what has the member, for the message
   * @return its value
   * @throws IllegalArgumentException if it is missing
   */
  public String required(String name, String what) {
    return words(name)
        .orElseThrow(() -> new IllegalArgumentException(what + " has no text \"" + name + "\""));
  }

  /**
   * A truth value.
   *
   * @param name name of the member
   * @return true only if it is {@code true}
   */
  public boolean isTrue(String name) {
    return get(name) instanceof Json.Bool bool && bool.value();
  }

  /**
   * A number.
   *
   * @param name name of the member
   * @return its value, or null if it is not a finite number
   */
  public @Nullable BigDecimal number(String name) {
    Json value = get(name);
    if (value instanceof Json.Int integer) {
      return new BigDecimal(integer.value());
    }
    return value instanceof Json.Real real && Double.isFinite(real.value())
        ? BigDecimal.valueOf(real.value())
        : null;
  }

  /**
   * A whole number that counts something.
   *
   * @param name name of the member
   * @return its value, or null if it is not a number
   */
  public @Nullable Integer count(String name) {
    BigDecimal number = number(name);
    return number == null ? null : Integer.valueOf(number.intValue());
  }

  /**
   * The items of an array.
   *
   * @param name name of the member
   * @return its items; none if it is not an array
   */
  public List<Json> items(String name) {
    return get(name) instanceof Json.Arr array ? array.items() : List.of();
  }

  /**
   * The objects in an array.
   *
   * @param name name of the member
   * @return its items that are objects
   */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (Json item : items(name)) {
      if (item instanceof Json.Obj member) {
        objects.add(new Members(member));
      }
    }
    return objects;
  }

  /**
   * The texts in an array.
   *
   * @param name name of the member
   * @return its items that are texts
   */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : items(name)) {
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }

  /**
   * An object.
   *
   * @param name name of the member
   * @return its members, if it is an object
   */
  public Optional<Members> members(String name) {
    return get(name) instanceof Json.Obj member
        ? Optional.of(new Members(member))
        : Optional.empty();
  }

  /**
   * A text, number or truth value.
   *
   * @param name name of the member
   * @return its value, or null if it is none of these; see {@link #descriptorNumber}
   */
  public @Nullable Json scalar(String name) {
    Json value = get(name);
    return value == null || value instanceof Json.Arr || value instanceof Json.Obj
        ? null
        : descriptorNumber(value);
  }

  /**
   * A number of a descriptor as Styx takes it, for which JSON has one kind of numbers: {@code 1.0}
   * in a descriptor is written {@code 1}. Parameters of calls are different.
   *
   * @param value any value
   * @return a whole number if it is one; otherwise the value
   */
  public static Json descriptorNumber(Json value) {
    boolean whole =
        value instanceof Json.Real real
            && real.value() == Math.rint(real.value())
            && Math.abs(real.value()) < 1e15;
    return whole ? Json.integer((long) ((Json.Real) value).value()) : value;
  }

  /**
   * All members.
   *
   * @return the values by name
   */
  public Map<String, Json> all() {
    return object.members();
  }
}
