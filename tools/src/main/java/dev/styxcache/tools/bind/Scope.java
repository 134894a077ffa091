package dev.styxcache.tools.bind;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, and the current entries of the loops. For use by one thread. */
final class Scope {

  private final Json.Obj parameters;
  private final Map<Integer, Json> entries = new HashMap<>();

  Scope(Json.Obj parameters) {
    this.parameters = parameters;
  }

  /** The value at a place, or its default; null if there is neither. */
  @Nullable Json get(Access access) {
    Json value = access.loop() == Access.ROOT ? parameters : entries.get(access.loop());
    for (String name : access.path()) {
      value = value instanceof Json.Obj object ? object.members().get(name) : null;
    }
    return value == null || value instanceof Json.Null ? access.fallback() : value;
  }

  /** The value at a place where validation has found one. */
  Json require(Access access) {
    Json value = get(access);
    if (value == null) {
      throw new RefusedCallException(
          "the parameter " + String.join(".", access.path()) + " is missing");
    }
    return value;
  }

  boolean isSet(Access access) {
    Json value = get(access);
    return value instanceof Json.Bool bool ? bool.value() : count(access) > 0;
  }

  int count(Access access) {
    return get(access) instanceof Json.Int number ? number.value().intValueExact() : 0;
  }

  List<Json> list(Access access) {
    return get(access) instanceof Json.Arr array ? array.items() : List.of();
  }

  /** The {@code @type} of an object; empty for anything else. */
  String tag(Access access) {
    return get(access) instanceof Json.Obj object
            && object.members().get("@type") instanceof Json.Text text
        ? text.value()
        : "";
  }

  /** Does something for each entry of a list, which is the loop's current entry meanwhile. */
  void forEach(Access list, int loop, Runnable body) {
    for (Json entry : list(list)) {
      entries.put(loop, entry);
      body.run();
    }
    entries.remove(loop);
  }
}
