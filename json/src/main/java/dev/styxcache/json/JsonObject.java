package dev.styxcache.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object with typed access to its members. A member that is missing or of another type is a
 * {@link JsonShapeException} that names it with its path, such as {@code inputs[0].path}. Members
 * that nobody asks for are ignored, unless the caller checks {@link #unknown}.
 */
public final class JsonObject {

  private static final String TEXT = "a text";
  private static final String LIST = "a list";
  private static final int OCTAL = 8;

  private final String name;

  /** Path of this object, which the paths of its members begin with; empty for the root. */
  private final String path;

  private final Map<String, Object> members;

  @SuppressWarnings("unchecked") // The reader makes maps with texts as keys only.
  private JsonObject(String name, String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw wrongType(name, "an object", value);
    }
    this.name = name;
    this.path = path;
    this.members = (Map<String, Object>) value;
  }

  /**
   * Wraps the value of a whole text.
   *
   * @param name what errors call it, such as {@code the manifest}
   * @param value as a reader returned it
   * @return the object
   * @throws JsonShapeException if the value is not an object
   */
  public static JsonObject root(String name, @Nullable Object value) {
    return new JsonObject(name, "", value);
  }

  /**
   * Wraps a value within a text.
   *
   * @param path its path, such as {@code inputs[0]}
   * @param value as a reader returned it
   * @return the object
   * @throws JsonShapeException if the value is not an object
   */
  public static JsonObject at(String path, @Nullable Object value) {
    return new JsonObject(path, path, value);
  }

  /**
   * Returns the path of a member.
   *
   * @param member its name
   * @return such as {@code inputs[0].path}
   */
  public String path(String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  /**
   * Returns all members.
   *
   * @return their values by name, in the order of the text
   */
  public Map<String, Object> members() {
    return members;
  }

  /**
   * Finds a member that the caller does not know.
   *
   * @param known names that it knows
   * @return the name of the first other member
   */
  public Optional<String> unknown(Set<String> known) {
    return members.keySet().stream().filter(member -> !known.contains(member)).findFirst();
  }

  /**
   * Whether a member exists, be it null.
   *
   * @param member its name
   * @return whether it does
   */
  public boolean has(String member) {
    return members.containsKey(member);
  }

  /**
   * Returns a text.
   *
   * @param member its name
   * @return the text
   */
  public String text(String member) {
    if (members.get(member) instanceof String text) {
      return text;
    }
    throw wrong(member, TEXT);
  }

  /**
   * Returns a text or null, but not a missing member.
   *
   * @param member its name
   * @return the text, or nothing for null
   */
  public Optional<String> nullableText(String member) {
    return members.get(member) == null && has(member)
        ? Optional.empty()
        : Optional.of(text(member));
  }

  /**
   * Returns a text that may be null or missing.
   *
   * @param member its name
   * @return the text, if there is one
   */
  public Optional<String> optionalText(String member) {
    return members.get(member) == null ? Optional.empty() : Optional.of(text(member));
  }

  /**
   * Returns a number of any kind.
   *
   * @param member its name
   * @return a {@code Long}, {@code BigInteger} or {@code Double}
   */
  public Number number(String member) {
    if (members.get(member) instanceof Number number) {
      return number;
    }
    throw wrong(member, "a number");
  }

  /**
   * Returns an integer of at most 64 bits.
   *
   * @param member its name
   * @return the integer
   */
  public long integer(String member) {
    if (members.get(member) instanceof Long integer) {
      return integer;
    }
    throw wrong(member, "an integer of 64 bits");
  }

  /**
   * Returns an integer within bounds.
   *
   * @param member its name
   * @param min the least
   * @param max the greatest
   * @return the integer
   */
  public long integer(String member, long min, long max) {
    long integer = integer(member);
    if (integer < min || integer > max) {
      throw new JsonShapeException(
          path(member) + " must be from " + min + " to " + max + ", not " + integer);
    }
    return integer;
  }

  /**
   * Returns an integer that is written as a text of octal digits, such as a file mode.
   *
   * @param member its name
   * @return the integer
   */
  public int octal(String member) {
    String text = text(member);
    try {
      return Integer.parseInt(text, OCTAL);
    } catch (NumberFormatException e) {
      throw new JsonShapeException(path(member) + " must be octal digits, not \"" + text + "\"");
    }
  }

  /**
   * Returns a truth value.
   *
   * @param member its name
   * @return the value
   */
  public boolean bool(String member) {
    if (members.get(member) instanceof Boolean bool) {
      return bool;
    }
    throw wrong(member, "true or false");
  }

  /**
   * Returns a truth value that may be null or missing, which means false.
   *
   * @param member its name
   * @return the value
   */
  public boolean flag(String member) {
    return members.get(member) != null && bool(member);
  }

  /**
   * Returns a list.
   *
   * @param member its name
   * @return the items in order
   */
  public List<?> items(String member) {
    if (members.get(member) instanceof List<?> items) {
      return items;
    }
    throw wrong(member, LIST);
  }

  /**
   * Returns a list that may be null or missing, which means empty.
   *
   * @param member its name
   * @return the items in order
   */
  public List<?> optionalItems(String member) {
    return members.get(member) == null ? List.of() : items(member);
  }

  /**
   * Returns a list of texts.
   *
   * @param member its name
   * @return the texts in order
   */
  public List<String> texts(String member) {
    List<?> items = items(member);
    List<String> texts = new ArrayList<>(items.size());
    for (Object item : items) {
      if (!(item instanceof String text)) {
        throw wrongType(path(member) + "[" + texts.size() + "]", TEXT, item);
      }
      texts.add(text);
    }
    return texts;
  }

  /**
   * Returns a list of objects.
   *
   * @param member its name
   * @return the objects in order
   */
  public List<JsonObject> objects(String member) {
    String where = path(member);
    List<?> items = items(member);
    List<JsonObject> objects = new ArrayList<>(items.size());
    for (Object item : items) {
      objects.add(at(where + "[" + objects.size() + "]", item));
    }
    return objects;
  }

  /**
   * Returns a list of objects that may be null or missing, which means empty.
   *
   * @param member its name
   * @return the objects in order
   */
  public List<JsonObject> optionalObjects(String member) {
    return members.get(member) == null ? List.of() : objects(member);
  }

  /**
   * Returns an object.
   *
   * @param member its name
   * @return the object
   */
  public JsonObject object(String member) {
    if (!has(member)) {
      throw wrong(member, "an object");
    }
    return at(path(member), members.get(member));
  }

  /**
   * Returns an object that may be null or missing.
   *
   * @param member its name
   * @return the object, if there is one
   */
  public Optional<JsonObject> optionalObject(String member) {
    return members.get(member) == null ? Optional.empty() : Optional.of(object(member));
  }

  /**
   * Makes the error for a value of another type.
   *
   * @param path where the value is
   * @param expected the type that was expected, with its article
   * @param value the value
   * @return the error, to be thrown; of a general type, so that no class is loaded before it
   */
  public static IllegalArgumentException wrongType(
      String path, String expected, @Nullable Object value) {
    return new JsonShapeException(path + " must be " + expected + ", not " + typeOf(value));
  }

  private IllegalArgumentException wrong(String member, String expected) {
    return has(member)
        ? wrongType(path(member), expected, members.get(member))
        : new JsonShapeException(name + " lacks the member \"" + member + "\"");
  }

  private static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof String) {
      return TEXT;
    } else if (value instanceof Boolean) {
      return "a truth value";
    } else if (value instanceof Number) {
      return "a number";
    }
    return value instanceof List<?> ? LIST : "an object";
  }
}
