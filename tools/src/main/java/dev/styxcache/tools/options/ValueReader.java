package dev.styxcache.tools.options;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.JsonReader;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.ParameterType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the text of an option into the value that its type wants. What does not fit stays text. */
final class ValueReader {

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,1000}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final JsonReader json;

  ValueReader(JsonReader json) {
    this.json = json;
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** The value; throws IllegalArgumentException for what looks like JSON and is not. */
  Json read(ParameterType type, String text) {
    if (type instanceof ParameterType.Whole || type instanceof ParameterType.Count) {
      return isWhole(text) ? whole(text) : Json.text(text);
    } else if (type instanceof ParameterType.Decimal) {
      return decimal(text);
    } else if (type instanceof ParameterType.Flag) {
      return switch (text) {
        case "true" -> Json.bool(true);
        case "false" -> Json.bool(false);
        default -> Json.text(text);
      };
    } else if (type instanceof ParameterType.Choice choice) {
      return oneOf(choice.values(), text).orElse(Json.text(text));
    } else if (type instanceof ParameterType.Union union) {
      return oneOf(union.values(), text).orElseGet(() -> nested(text, '{'));
    } else if (type instanceof ParameterType.Struct) {
      return nested(text, '{');
    } else if (type instanceof ParameterType.ListOf) {
      return nested(text, '[');
    }
    return Json.text(text);
  }

  /** A list that is given as a whole, in JSON; not where its items are texts, which may look so. */
  Optional<Json.Arr> wholeList(ParameterType.ListOf list, String text) {
    boolean texts =
        list.item() instanceof ParameterType.Text || list.item() instanceof ParameterType.File;
    if (texts || !text.stripLeading().startsWith("[")) {
      return Optional.empty();
    }
    Json.Arr array = (Json.Arr) parse(text);
    boolean item =
        list.item() instanceof ParameterType.ListOf
            && array.items().stream().noneMatch(Json.Arr.class::isInstance);
    return item ? Optional.empty() : Optional.of(array);
  }

  private Json nested(String text, char start) {
    return text.stripLeading().indexOf(start) == 0 ? parse(text) : Json.text(text);
  }

  private Json parse(String text) {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Json> oneOf(List<Json> values, String text) {
    return values.stream().filter(value -> PythonText.of(value).equals(text)).findFirst();
  }

  private static Json whole(String text) {
    return new Json.Int(new BigInteger(text));
  }

  private static Json decimal(String text) {
    if (isWhole(text)) {
      return whole(text);
    } else if (DECIMAL.matcher(text).matches()) {
      return new Json.Real(Double.parseDouble(text));
    }
    return switch (text) {
      case "nan" -> new Json.Real(Double.NaN);
      case "inf" -> new Json.Real(Double.POSITIVE_INFINITY);
      case "-inf" -> new Json.Real(Double.NEGATIVE_INFINITY);
      default -> Json.text(text);
    };
  }
}
