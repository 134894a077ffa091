package dev.styxcache.tools.options;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters while options are read. A node is a map for an object, a list for a list that
 * options have begun, or JSON for what is whole.
 */
final class ParameterTree {

  private final Map<String, Object> root;
  private final Map<List<String>, String> types = new HashMap<>();

  /** What options have set, by the object that it is in: nothing is set twice. */
  private final IdentityHashMap<Map<String, Object>, Set<String>> set = new IdentityHashMap<>();

  ParameterTree(Json.Obj before) {
    this.root = node(before);
  }

  private static Map<String, Object> node(Json.Obj object) {
    Map<String, Object> node = new LinkedHashMap<>();
    object
        .members()
        .forEach((name, value) -> node.put(name, value instanceof Json.Obj o ? node(o) : value));
    return node;
  }

  /** Notes the arm of a union; the path ends with the tag's own name. */
  void noteType(List<String> path, String tag) {
    types.put(plain(path.subList(0, path.size() - 1)), tag);
  }

  /** The arm of a union that options or the parameters before them name, or null. */
  @Nullable String typeAt(List<String> path) {
    String noted = types.get(plain(path));
    if (noted != null) {
      return noted;
    }
    Object node = root;
    for (String name : plain(path)) {
      node = node instanceof Map<?, ?> map ? map.get(name) : null;
    }
    Object tag = node instanceof Map<?, ?> map ? map.get(Validator.TYPE) : null;
    return tag instanceof Json.Text text ? text.value() : null;
  }

  private static List<String> plain(List<String> path) {
    return path.stream().map(name -> name.replace('-', '_')).toList();
  }

  /** Sets a value; false if options have set it already. */
  boolean set(Target target, Json value) {
    Map<String, Object> object = object(target, true);
    boolean first = note(object, last(target));
    object.put(last(target), value instanceof Json.Obj given ? node(given) : value);
    return first;
  }

  void append(Target target, Json value) {
    Map<String, Object> object = object(target, false);
    if (note(object, last(target))) {
      object.put(last(target), new ArrayList<>());
    }
    list(object, last(target)).add(value);
  }

  void setList(Target target, Json.Arr whole) {
    whole.items().forEach(item -> append(target, item));
    if (whole.items().isEmpty()) {
      set(target, whole);
    }
  }

  /** Counts an option that is repeated. */
  void count(Target target) {
    Map<String, Object> object = object(target, false);
    boolean first = note(object, last(target));
    Object before = object.get(last(target));
    long count = !first && before instanceof Json.Int number ? number.value().longValue() : 0;
    object.put(last(target), Json.integer(count + 1));
  }

  private boolean note(Map<String, Object> object, String name) {
    return set.computeIfAbsent(object, key -> new HashSet<>()).add(name);
  }

  private static String last(Target target) {
    return target.steps().get(target.steps().size() - 1);
  }

  /** The object that a member goes to; a new one in a list if the last one has the member. */
  private Map<String, Object> object(Target target, boolean once) {
    Map<String, Object> object = descend(target, -1);
    boolean taken = once && set.getOrDefault(object, Set.of()).contains(last(target));
    int innermost = target.lists().lastIndexOf(true);
    return taken && innermost >= 0 ? descend(target, innermost) : object;
  }

  /** Goes to the object of a target; in the list at a given step, to a new entry. */
  private Map<String, Object> descend(Target target, int begin) {
    Map<String, Object> object = root;
    for (int i = 0; i < target.steps().size() - 1; i++) {
      String name = target.steps().get(i);
      if (target.lists().get(i)) {
        List<Object> list = list(object, name);
        note(object, name);
        if (list.isEmpty() || i == begin) {
          list.add(new LinkedHashMap<String, Object>());
        }
        object = asObject(list, list.size() - 1);
      } else {
        object = member(object, name);
      }
    }
    return object;
  }

  @SuppressWarnings("unchecked") // All maps here are of this type.
  private static Map<String, Object> asObject(List<Object> list, int index) {
    if (list.get(index) instanceof Json.Obj whole) {
      list.set(index, node(whole));
    } else if (!(list.get(index) instanceof Map<?, ?>)) {
      list.add(new LinkedHashMap<String, Object>());
      return (Map<String, Object>) list.get(list.size() - 1);
    }
    return (Map<String, Object>) list.get(index);
  }

  @SuppressWarnings("unchecked") // All maps here are of this type.
  private static Map<String, Object> member(Map<String, Object> object, String name) {
    if (!(object.get(name) instanceof Map<?, ?>)) {
      object.put(name, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) object.get(name);
  }

  @SuppressWarnings("unchecked") // All lists here are of this type.
  private static List<Object> list(Map<String, Object> object, String name) {
    if (!(object.get(name) instanceof List<?>)) {
      object.put(name, new ArrayList<>());
    }
    return (List<Object>) object.get(name);
  }

  Json.Obj toJson() {
    return (Json.Obj) json(root);
  }

  private static Json json(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Json> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put((String) name, json(member)));
      return new Json.Obj(members);
    } else if (node instanceof List<?> list) {
      List<Json> items = new ArrayList<>();
      list.forEach(item -> items.add(json(item)));
      return new Json.Arr(items);
    }
    return node instanceof Json json ? json : Json.NULL;
  }
}
