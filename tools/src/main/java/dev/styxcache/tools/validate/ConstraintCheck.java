package dev.styxcache.tools.validate;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Constraint;
import dev.styxcache.tools.model.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the rules of a tool over several parameters. A flag that is false is not given. */
final class ConstraintCheck {

  private final Map<String, Json> parameters;
  private final List<Fault> faults = new ArrayList<>();

  private ConstraintCheck(Map<String, Json> parameters) {
    this.parameters = parameters;
  }

  static List<Fault> of(Tool tool, Json.Obj parameters) {
    ConstraintCheck check = new ConstraintCheck(parameters.members());
    tool.constraints().forEach(check::check);
    return check.faults;
  }

  private void check(Constraint constraint) {
    if (constraint instanceof Constraint.MutuallyExclusive exclusive) {
      List<String> given = given(exclusive.members());
      if (given.size() > 1) {
        add(exclusive.group(), and(given) + " given", "at most one of", exclusive.members());
      }
    } else if (constraint instanceof Constraint.OneRequired required) {
      if (given(required.members()).isEmpty()) {
        add(required.group(), "missing", "at least one of", required.members());
      }
    } else if (constraint instanceof Constraint.AllOrNone all) {
      List<String> given = given(all.members());
      if (!given.isEmpty() && given.size() < all.members().size()) {
        add(all.group(), "only " + and(given) + " given", "all or none of", all.members());
      }
    } else if (constraint instanceof Constraint.Requires requires) {
      if (applies(requires.parameter(), requires.value())) {
        for (String other : requires.others()) {
          if (!isGiven(other)) {
            String when = with(requires.parameter(), requires.value());
            faults.add(new Fault(other, "missing", "required" + when, Optional.empty()));
          }
        }
      }
    } else if (constraint instanceof Constraint.Disables disables
        && applies(disables.parameter(), disables.value())) {
      for (String other : given(disables.others())) {
        String when = with(disables.parameter(), disables.value());
        faults.add(new Fault(other, "given", "not" + when, Optional.empty()));
      }
    }
  }

  private void add(String group, String given, String allowed, List<String> members) {
    faults.add(new Fault(group, given, allowed + " " + and(members), Optional.empty()));
  }

  private static String with(String parameter, Optional<Json> value) {
    return " with " + parameter + value.map(one -> " = " + PythonText.of(one)).orElse("");
  }

  private static String and(List<String> names) {
    return String.join(", ", names);
  }

  private List<String> given(List<String> names) {
    return names.stream().filter(this::isGiven).toList();
  }

  /** The value of a parameter, which may be in an object that stands for one argument. */
  private @Nullable Json value(String name) {
    Json value = parameters.get(name);
    if (value != null) {
      return value;
    }
    return parameters.values().stream()
        .filter(Json.Obj.class::isInstance)
        .map(object -> ((Json.Obj) object).members())
        .filter(members -> !members.containsKey(Validator.TYPE) && members.containsKey(name))
        .map(members -> members.get(name))
        .findFirst()
        .orElse(null);
  }

  private boolean isGiven(String name) {
    Json value = value(name);
    boolean off = value instanceof Json.Bool bool && !bool.value();
    return value != null && !(value instanceof Json.Null) && !off;
  }

  private boolean applies(String name, Optional<Json> wanted) {
    Json value = value(name);
    if (value == null || !isGiven(name)) {
      return false;
    }
    return wanted.isEmpty() || hasValue(value, PythonText.of(wanted.get()));
  }

  private static boolean hasValue(Json value, String wanted) {
    if (value instanceof Json.Arr array) {
      return array.items().stream().anyMatch(item -> hasValue(item, wanted));
    }
    return !(value instanceof Json.Obj)
        && !(value instanceof Json.Null)
        && PythonText.of(value).equals(wanted);
  }
}
