package dev.styxcache.tools.options;

import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an option means.
 *
 * @param steps the members on the way, by the names that the descriptor gives them
 * @param lists for each step whether the member is a list of objects
 * @param type the type of the last member; null if there is none of that name
 */
record Target(List<String> steps, List<Boolean> lists, @Nullable ParameterType type) {

  private static final ParameterType TAG = new ParameterType.Text();

  /** The name for messages. */
  String name() {
    return String.join(".", steps);
  }

  static Target of(ParameterType.Struct parameters, List<String> path, ParameterTree tree) {
    List<String> steps = new ArrayList<>();
    List<Boolean> lists = new ArrayList<>();
    ParameterType type = parameters;
    for (String part : path) {
      Optional<Parameter> member = member(type, part, tree.typeAt(path.subList(0, steps.size())));
      boolean tag = part.equals(Validator.TYPE) && !steps.isEmpty() && type != null;
      if (member.isEmpty() && !tag) {
        return unknown(steps, lists, type, path);
      }
      steps.add(member.map(Parameter::name).orElse(part));
      type = member.map(Parameter::type).orElse(TAG);
      boolean more = steps.size() < path.size();
      boolean list = more && type instanceof ParameterType.ListOf;
      lists.add(list);
      if (list) {
        type = ((ParameterType.ListOf) type).item();
      }
    }
    return new Target(steps, lists, type);
  }

  /** An unknown member of an object stays in it; a member of what is no object is one name. */
  private static Target unknown(
      List<String> steps, List<Boolean> lists, ParameterType type, List<String> path) {
    boolean object = type instanceof ParameterType.Struct || type instanceof ParameterType.Union;
    if (object && steps.size() == path.size() - 1) {
      steps.add(path.get(steps.size()));
      lists.add(false);
      return new Target(steps, lists, null);
    }
    return new Target(List.of(String.join(".", path)), List.of(false), null);
  }

  private static Optional<Parameter> member(ParameterType type, String name, @Nullable String tag) {
    Stream<ParameterType.Struct> structs = Stream.empty();
    if (type instanceof ParameterType.Struct struct) {
      structs = Stream.of(struct);
    } else if (type instanceof ParameterType.Union union) {
      structs =
          union.arms().stream()
              .filter(arm -> tag == null || arm.tag().equals(tag))
              .map(ParameterType.Arm::struct);
    }
    List<ParameterType.Struct> candidates = structs.toList();
    return candidates.stream()
        .flatMap(struct -> struct.field(name).stream())
        .findFirst()
        .or(() -> withUnderscores(candidates, name));
  }

  private static Optional<Parameter> withUnderscores(
      List<ParameterType.Struct> structs, String name) {
    String plain = name.replace('-', '_');
    return structs.stream()
        .flatMap(struct -> struct.fields().stream())
        .filter(field -> field.name().equals(plain))
        .findFirst();
  }
}
