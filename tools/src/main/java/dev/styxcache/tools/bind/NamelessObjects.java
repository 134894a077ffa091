package dev.styxcache.tools.bind;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Understands the made-up names of nameless objects whatever their number: an argument that is put
 * together of several values is an object {@code struct1}, {@code struct2} and so on, and wrappers
 * may count them through the whole tool, as is done here, or in each object anew.
 */
public final class NamelessObjects {

  private static final Pattern MADE_UP = Pattern.compile("struct[0-9]+");

  private NamelessObjects() {}

  /**
   * Renames where there is no doubt which is meant.
   *
   * @param type the type of the parameters
   * @param given the parameters
   * @return the parameters under the names of the type
   */
  public static Json.Obj renamed(ParameterType.Struct type, Json.Obj given) {
    Map<String, Json> members = new HashMap<>(given.members());
    List<String> known = type.fields().stream().map(Parameter::name).toList();
    List<String> wanted =
        known.stream()
            .filter(NamelessObjects::isMadeUp)
            .filter(name -> !members.containsKey(name))
            .toList();
    List<String> others =
        members.keySet().stream().filter(name -> isMadeUp(name) && !known.contains(name)).toList();
    if (wanted.size() == 1 && others.size() == 1) {
      Json value = members.remove(others.get(0));
      if (value != null) {
        members.put(wanted.get(0), value);
      }
    }
    for (Parameter field : type.fields()) {
      members.computeIfPresent(field.name(), (name, value) -> renamed(field.type(), value));
    }
    return new Json.Obj(members);
  }

  private static boolean isMadeUp(String name) {
    return MADE_UP.matcher(name).matches();
  }

  private static Json renamed(ParameterType type, Json value) {
    if (type instanceof ParameterType.ListOf list && value instanceof Json.Arr array) {
      List<Json> items = new ArrayList<>();
      array.items().forEach(item -> items.add(renamed(list.item(), item)));
      return new Json.Arr(items);
    } else if (!(value instanceof Json.Obj object)) {
      return value;
    } else if (type instanceof ParameterType.Struct struct) {
      return renamed(struct, object);
    } else if (type instanceof ParameterType.Union union) {
      Json tag = object.members().get("@type");
      return union.arms().stream()
          .filter(arm -> Json.text(arm.tag()).equals(tag))
          .findFirst()
          .<Json>map(arm -> renamed(arm.struct(), object))
          .orElse(value);
    }
    return value;
  }
}
