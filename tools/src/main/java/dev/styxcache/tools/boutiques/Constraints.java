package dev.styxcache.tools.boutiques;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.model.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the rules of a Boutiques descriptor over several inputs. */
final class Constraints {

  private Constraints() {}

  static List<Constraint> of(Members descriptor) {
    List<Constraint> constraints = new ArrayList<>();
    for (Members group : descriptor.objects("groups")) {
      String name = group.words("name").or(() -> group.words("id")).orElse("group");
      List<String> members = group.texts("members");
      if (group.isTrue("mutually-exclusive")) {
        constraints.add(new Constraint.MutuallyExclusive(name, members));
      }
      if (group.isTrue("one-is-required")) {
        constraints.add(new Constraint.OneRequired(name, members));
      }
      if (group.isTrue("all-or-none")) {
        constraints.add(new Constraint.AllOrNone(name, members));
      }
    }
    for (Members input : descriptor.objects("inputs")) {
      input.words("id").ifPresent(id -> add(constraints, id, input));
    }
    return constraints;
  }

  private static void add(List<Constraint> constraints, String id, Members input) {
    List<String> required = input.texts("requires-inputs");
    if (!required.isEmpty()) {
      constraints.add(new Constraint.Requires(id, Optional.empty(), required));
    }
    List<String> disabled = input.texts("disables-inputs");
    if (!disabled.isEmpty()) {
      constraints.add(new Constraint.Disables(id, Optional.empty(), disabled));
    }
    byValue(input, "value-requires")
        .forEach(
            (value, others) ->
                constraints.add(
                    new Constraint.Requires(id, Optional.of(Json.text(value)), others)));
    byValue(input, "value-disables")
        .forEach(
            (value, others) ->
                constraints.add(
                    new Constraint.Disables(id, Optional.of(Json.text(value)), others)));
  }

  /** The inputs that a value concerns; in the order of the values, so that messages are stable. */
  private static Map<String, List<String>> byValue(Members input, String key) {
    Map<String, List<String>> byValue = new TreeMap<>();
    input
        .members(key)
        .ifPresent(
            rules ->
                rules
                    .all()
                    .keySet()
                    .forEach(
                        value -> {
                          List<String> others = rules.texts(value);
                          if (!others.isEmpty()) {
                            byValue.put(value, others);
                          }
                        }));
    return byValue;
  }
}
