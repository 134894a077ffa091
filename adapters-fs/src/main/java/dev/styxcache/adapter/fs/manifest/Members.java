package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, each of which must be there and of its kind. Others are ignored: within
 * one format number a newer version may add some.
 *
 * @param where names the object, for people
 * @param members its members
 */
record Members(String where, Map<String, Json> members) {

  static Members of(String where, Json value) {
    if (value instanceof Json.Obj object) {
      return new Members(where, object.members());
    }
    throw new IllegalArgumentException(where + " is no object");
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "a text"));
  }

  /** A text or null, but not missing. */
  Optional<String> optionalText(String name) {
    Json value = get(name);
    if (value instanceof Json.Text text) {
      return Optional.of(text.value());
    } else if (value instanceof Json.Null) {
      return Optional.empty();
    }
    throw wrong(name, "a text");
  }

  long number(String name) {
    if (get(name) instanceof Json.Int number) {
      return number.value().longValueExact();
    }
    throw wrong(name, "a whole number");
  }

  Instant instant(String name) {
    return Timestamps.parse(text(name));
  }

  boolean bool(String name) {
    if (get(name) instanceof Json.Bool bool) {
      return bool.value();
    }
    throw wrong(name, "true or false");
  }

  int octal(String name) {
    try {
      return Integer.parseInt(text(name), 8);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(where + " has a " + name + " that is not octal", e);
    }
  }

  List<String> texts(String name) {
    return items(name).stream()
        .map(
            item -> {
              if (item instanceof Json.Text text) {
                return text.value();
              }
              throw wrong(name, "a list of texts");
            })
        .toList();
  }

  List<Json> items(String name) {
    if (get(name) instanceof Json.Arr array) {
      return array.items();
    }
    throw wrong(name, "a list");
  }

  Members object(String name) {
    return of(where + "." + name, get(name));
  }

  private Json get(String name) {
    @Nullable Json value = members.get(name);
    if (value == null) {
      throw new IllegalArgumentException(where + " has no " + name);
    }
    return value;
  }

  private IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(where + "." + name + " is not " + expected);
  }
}
