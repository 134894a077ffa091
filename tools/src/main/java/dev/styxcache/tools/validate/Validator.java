package dev.styxcache.tools.validate;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.Tool;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the parameters of a call against a tool, before anything is run. Finds all faults. */
public final class Validator {

  /** The member that says which tool, or which arm of a union, an object is for. */
  public static final String TYPE = "@type";

  private static final int LONGEST_SHOWN = 80;

  private final FileProbe files;
  private final List<Fault> faults = new ArrayList<>();

  private Validator(FileProbe files) {
    this.files = files;
  }

  /**
   * Checks parameters.
   *
   * @param name name of the tool, such as {@code fsl/bet}, which is the {@code @type} if there is
   *     one
   * @param tool the tool
   * @param parameters the parameters by name
   * @param files checks input files
   * @return all faults; none if the parameters are valid
   */
  public static List<Fault> validate(String name, Tool tool, Json.Obj parameters, FileProbe files) {
    Validator validator = new Validator(files);
    Json type = parameters.members().get(TYPE);
    if (type != null && !type.equals(Json.text(name))) {
      validator.add(TYPE, shown(type), "\"" + name + "\"", Optional.empty());
    }
    validator.struct("", tool.parameters(), parameters);
    validator.faults.addAll(ConstraintCheck.of(tool, parameters));
    return List.copyOf(validator.faults);
  }

  /**
   * Checks parameters.
   *
   * @param name name of the tool
   * @param tool the tool
   * @param parameters the parameters by name
   * @param files checks input files
   * @throws InvalidParametersException if there are faults
   */
  public static void require(String name, Tool tool, Json.Obj parameters, FileProbe files) {
    List<Fault> faults = validate(name, tool, parameters, files);
    if (!faults.isEmpty()) {
      throw new InvalidParametersException(name, faults);
    }
  }

  private void add(String name, String given, String allowed, Optional<String> nearest) {
    faults.add(new Fault(name, given, allowed, nearest));
  }

  private void struct(String prefix, ParameterType.Struct struct, Json.Obj object) {
    Map<String, Json> given = object.members();
    for (Parameter parameter : struct.fields()) {
      Json value = given.get(parameter.name());
      String name = prefix + parameter.name();
      if (value != null && !(value instanceof Json.Null)) {
        check(name, parameter.type(), value);
      } else if (parameter.required()) {
        add(name, "missing", "required, " + Types.text(parameter.type()), Optional.empty());
      }
    }
    List<String> names = struct.fields().stream().map(Parameter::name).toList();
    for (String name : new TreeMap<>(given).keySet()) {
      if (!name.equals(TYPE) && !names.contains(name)) {
        unknown(prefix + name, name, names);
      }
    }
  }

  private void unknown(String path, String name, List<String> names) {
    String allowed = names.isEmpty() ? "no parameters" : String.join(", ", names);
    add(path, "unknown parameter", allowed, NearestName.of(name, names));
  }

  private void check(String name, ParameterType type, Json value) {
    if (type instanceof ParameterType.Struct struct) {
      if (value instanceof Json.Obj object) {
        struct(name + ".", struct, object);
      } else {
        mistyped(name, type, value);
      }
    } else if (type instanceof ParameterType.ListOf list) {
      list(name, list, value);
    } else if (type instanceof ParameterType.Union union) {
      union(name, union, value);
    } else if (type instanceof ParameterType.Choice choice) {
      if (!isOneOf(choice.values(), value)) {
        notChosen(name, choice.values(), value);
      }
    } else if (!fits(type, value)) {
      mistyped(name, type, value);
    } else if (type instanceof ParameterType.File && value instanceof Json.Text path) {
      files
          .fault(path.value())
          .ifPresent(
              fault -> add(name, shown(value) + " " + fault, "an input file", Optional.empty()));
    }
  }

  private void mistyped(String name, ParameterType type, Json value) {
    add(name, shown(value), Types.text(type), Optional.empty());
  }

  private static boolean fits(ParameterType type, Json value) {
    if (type instanceof ParameterType.Text) {
      // Neither can be an argument of a program.
      return value instanceof Json.Text text
          && text.value().indexOf('\0') < 0
          && StandardCharsets.UTF_8.newEncoder().canEncode(text.value());
    } else if (type instanceof ParameterType.File) {
      return value instanceof Json.Text text
          && !text.value().isEmpty()
          && text.value().indexOf('\0') < 0
          && StandardCharsets.UTF_8.newEncoder().canEncode(text.value());
    } else if (type instanceof ParameterType.Flag) {
      return value instanceof Json.Bool;
    } else if (type instanceof ParameterType.Count) {
      return value instanceof Json.Int number
          && number.value().signum() >= 0
          && number.value().bitLength() < Integer.SIZE;
    } else if (type instanceof ParameterType.Whole whole) {
      return value instanceof Json.Int number && whole.range().contains(number.value());
    }
    ParameterType.Range range = ((ParameterType.Decimal) type).range();
    if (value instanceof Json.Real real) {
      return Double.isFinite(real.value())
          ? range.contains(BigDecimal.valueOf(real.value()))
          : range.equals(ParameterType.Range.ANY);
    }
    return value instanceof Json.Int number && range.contains(number.value());
  }

  private void list(String name, ParameterType.ListOf list, Json value) {
    if (!(value instanceof Json.Arr array)) {
      mistyped(name, list, value);
      return;
    }
    int size = array.items().size();
    Integer min = list.min();
    Integer max = list.max();
    if ((min != null && size < min) || (max != null && size > max)) {
      add(name, entries(size), Types.text(list), Optional.empty());
    }
    for (int i = 0; i < size; i++) {
      check(name + "[" + i + "]", list.item(), array.items().get(i));
    }
  }

  private static String entries(int size) {
    return size == 1 ? "1 entry" : size + " entries";
  }

  private void union(String name, ParameterType.Union union, Json value) {
    if (!(value instanceof Json.Obj object)) {
      if (!isOneOf(union.values(), value)) {
        mistyped(name, union, value);
      }
      return;
    }
    List<String> tags = union.arms().stream().map(ParameterType.Arm::tag).toList();
    String tag = tag(object);
    Optional<ParameterType.Arm> arm =
        union.arms().stream().filter(one -> one.tag().equals(tag)).findFirst();
    if (arm.isPresent()) {
      struct(name + ".", arm.get().struct(), object);
    } else {
      add(
          name + "." + TYPE,
          tag == null ? "missing" : "\"" + tag + "\"",
          "one of " + String.join(", ", tags),
          tag == null ? Optional.empty() : NearestName.of(tag, tags));
    }
  }

  private static @Nullable String tag(Json.Obj object) {
    return object.members().get(TYPE) instanceof Json.Text text ? text.value() : null;
  }

  private void notChosen(String name, List<Json> values, Json value) {
    List<String> choices = values.stream().map(PythonText::of).toList();
    Optional<String> nearest =
        value instanceof Json.Text text ? NearestName.of(text.value(), choices) : Optional.empty();
    add(name, shown(value), Types.text(new ParameterType.Choice(values)), nearest);
  }

  /** Whether a value is a choice, or is written like one: {@code 1} and {@code "1"} are both 1. */
  private static boolean isOneOf(List<Json> values, Json value) {
    boolean plain =
        value instanceof Json.Text || value instanceof Json.Int || value instanceof Json.Real;
    return plain
        && values.stream().anyMatch(choice -> PythonText.of(choice).equals(PythonText.of(value)));
  }

  private static String shown(Json value) {
    String text = CanonicalJson.write(value);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
