package dev.styxcache.tools.options;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.JsonReader;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.validate.Fault;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads parameters from options: {@code --name value} or {@code --name=value}, a flag without a
 * value, a list by repetition, {@code --outer.inner value} or JSON for what is nested. Dashes may
 * stand for the underscores of names. Options replace what they name among the parameters that were
 * given before.
 *
 * <p>A member of an object in a list belongs to the last object that was begun; a member that this
 * one has already begins the next.
 */
public final class OptionReader {

  private static final String PREFIX = "--";

  private final ParameterType.Struct parameters;
  private final ValueReader values;
  private final ParameterTree tree;
  private final List<Fault> faults = new ArrayList<>();

  private OptionReader(ParameterType.Struct parameters, Json.Obj before, JsonReader json) {
    this.parameters = parameters;
    this.values = new ValueReader(json);
    this.tree = new ParameterTree(before);
  }

  /**
   * What options say.
   *
   * @param parameters the parameters, not validated
   * @param faults what could not be read
   */
  public record Result(Json.Obj parameters, List<Fault> faults) {
    /** Copies the faults. */
    public Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads options.
   *
   * @param parameters the parameters of the tool
   * @param before parameters that were given before, as by a file
   * @param arguments the arguments behind the tool's name
   * @param json parses what is given as JSON
   * @return the parameters
   */
  public static Result read(
      ParameterType.Struct parameters, Json.Obj before, List<String> arguments, JsonReader json) {
    OptionReader reader = new OptionReader(parameters, before, json);
    reader.noteTypes(arguments);
    reader.read(arguments);
    return new Result(reader.tree.toJson(), reader.faults);
  }

  /** Which arm of a union is meant decides the types of its members, wherever it is said. */
  private void noteTypes(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int end = argument.indexOf("." + Validator.TYPE);
      if (argument.startsWith(PREFIX) && end > 0) {
        int equals = argument.indexOf('=', end);
        if (equals > 0) {
          tree.noteType(path(argument.substring(0, equals)), argument.substring(equals + 1));
        } else if (i + 1 < arguments.size()) {
          tree.noteType(path(argument), arguments.get(i + 1));
        }
      }
    }
  }

  private void read(List<String> arguments) {
    int next = 0;
    while (next < arguments.size()) {
      String argument = arguments.get(next);
      next++;
      if (!argument.startsWith(PREFIX) || argument.equals(PREFIX)) {
        add(argument, "not the name of a parameter", "--NAME VALUE or --NAME=VALUE");
        continue;
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Target target = Target.of(parameters, path(name), tree);
      Optional<String> following =
          next < arguments.size() ? Optional.of(arguments.get(next)) : Optional.empty();
      if (equals >= 0) {
        set(target, argument.substring(equals + 1));
      } else if (target.type() instanceof ParameterType.Flag
          && following.filter(OptionReader::isTruth).isEmpty()) {
        set(target, "true");
      } else if (target.type() instanceof ParameterType.Count
          && following.filter(ValueReader::isWhole).isEmpty()) {
        tree.count(target);
      } else if (following.isPresent() && !isOption(following.get())) {
        next++;
        set(target, following.get());
      } else if (target.type() == null) {
        set(target, "");
      } else {
        add(target.name(), "no value", "a value behind it, or --NAME=VALUE");
      }
    }
  }

  private static List<String> path(String option) {
    List<String> path = new ArrayList<>();
    for (String part : option.substring(PREFIX.length()).split("\\.", -1)) {
      path.add(part);
    }
    return path;
  }

  private static boolean isTruth(String text) {
    return text.equals("true") || text.equals("false");
  }

  /** A value may begin with dashes, as a negative number does, unless it names a parameter. */
  private boolean isOption(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    return text.startsWith(PREFIX) && Target.of(parameters, path(name), tree).type() != null;
  }

  private void set(Target target, String text) {
    ParameterType type = target.type();
    if (type == null) {
      // The validator says that it is unknown, with the nearest name.
      tree.set(target, Json.text(text));
      return;
    }
    try {
      if (type instanceof ParameterType.ListOf list) {
        Optional<Json.Arr> whole = values.wholeList(list, text);
        if (whole.isPresent()) {
          tree.setList(target, whole.get());
        } else {
          tree.append(target, values.read(list.item(), text));
        }
      } else if (!tree.set(target, values.read(type, text))) {
        add(target.name(), "given twice", "one value");
      }
    } catch (IllegalArgumentException e) {
      add(target.name(), text + " is not JSON (" + e.getMessage() + ")", "JSON");
    }
  }

  private void add(String name, String given, String allowed) {
    faults.add(new Fault(name, given, allowed, Optional.empty()));
  }
}
