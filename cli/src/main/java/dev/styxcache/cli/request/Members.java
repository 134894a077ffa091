package dev.styxcache.cli.request;

import dev.styxcache.domain.text.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, taken one by one; what nobody has taken in the end is unknown. A
 * member that is null counts as not there.
 */
final class Members {

  private final Map<String, Object> members;
  private final String place;
  private final Set<String> taken = new LinkedHashSet<>();

  /**
   * For an object.
   *
   * @param value what should be one
   * @param place where it stands, such as {@code inputs[0]}; empty for the request itself
   */
  @SuppressWarnings("unchecked") // The reader makes maps with texts as keys only.
  Members(@Nullable Object value, String place) {
    this.place = place;
    if (!(value instanceof Map<?, ?>)) {
      throw new MalformedRequestException(here() + " must be an object, not " + typeOf(value));
    }
    this.members = (Map<String, Object>) value;
  }

  String text(String name) {
    return optionalText(name)
        .orElseThrow(
            () -> new MalformedRequestException(here() + " lacks the member \"" + name + "\""));
  }

  Optional<String> optionalText(String name) {
    return take(name).map(value -> textOf(value, placeOf(name)));
  }

  boolean flag(String name) {
    Object value = take(name).orElse(false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrongType(placeOf(name), "true or false", value);
  }

  Number number(String name) {
    Object value =
        take(name)
            .orElseThrow(
                () -> new MalformedRequestException(here() + " lacks the member \"" + name + "\""));
    if (value instanceof Number number) {
      return number;
    }
    throw wrongType(placeOf(name), "a number", value);
  }

  List<Object> list(String name) {
    Object value = take(name).orElse(List.of());
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw wrongType(placeOf(name), "a list", value);
  }

  Optional<Map<String, Object>> object(String name) {
    return take(name).map(value -> new Members(value, placeOf(name)).members);
  }

  Optional<Members> child(String name) {
    return take(name).map(value -> new Members(value, placeOf(name)));
  }

  Optional<Map<String, String>> texts(String name) {
    return object(name)
        .map(
            object -> {
              Map<String, String> texts = new LinkedHashMap<>();
              object.forEach(
                  (key, value) -> texts.put(key, textOf(value, placeOf(name) + "." + key)));
              return texts;
            });
  }

  Optional<Map<String, Optional<String>>> optionalTexts(String name) {
    return object(name)
        .map(
            object -> {
              Map<String, Optional<String>> texts = new LinkedHashMap<>();
              object.forEach(
                  (key, value) ->
                      texts.put(
                          key,
                          Optional.ofNullable(value)
                              .map(text -> textOf(text, placeOf(name) + "." + key))));
              return texts;
            });
  }

  /** To be called when all known members were taken. */
  void requireNothingElse() {
    for (String name : members.keySet()) {
      if (!taken.contains(name)) {
        throw new MalformedRequestException(
            "unknown member \""
                + name
                + "\""
                + (place.isEmpty() ? "" : " in " + place)
                + NearestName.of(name, taken)
                    .map(nearest -> "; the nearest valid name is \"" + nearest + "\"")
                    .orElse(""));
      }
    }
  }

  String placeOf(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private Optional<Object> take(String name) {
    taken.add(name);
    return Optional.ofNullable(members.get(name));
  }

  private String here() {
    return place.isEmpty() ? "the request" : place;
  }

  static String textOf(@Nullable Object value, String place) {
    if (value instanceof String text) {
      return text;
    }
    throw wrongType(place, "a text", value);
  }

  static MalformedRequestException wrongType(String place, String wanted, @Nullable Object value) {
    return new MalformedRequestException(place + " must be " + wanted + ", not " + typeOf(value));
  }

  private static String typeOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof String) {
      return "a text";
    } else if (value instanceof Boolean) {
      return "a truth value";
    } else if (value instanceof Number) {
      return "a number";
    }
    return value instanceof List<?> ? "a list" : "an object";
  }
}
