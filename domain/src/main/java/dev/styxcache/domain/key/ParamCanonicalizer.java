package dev.styxcache.domain.key;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings parameters into the one form in which they enter the key: a path that is an input becomes
 * the digest of the input's content, so that equal content under another path makes the same key.
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class ParamCanonicalizer {

  /** What stands before an input's digest in the parameters. */
  public static final String INPUT_PREFIX = "__styx_input__:";

  /** Deeper than any wrapper's parameters, and far from the end of a thread's stack. */
  static final int GREATEST_DEPTH = 500;

  private final Map<String, ContentHash> hashByNormalForm = new HashMap<>();

  /**
   * For the inputs of one run.
   *
   * @param inputs the declared inputs in call order; of several with one path the first one's
   *     digest stands for it
   */
  public ParamCanonicalizer(List<InputRecord> inputs) {
    for (InputRecord input : inputs) {
      hashByNormalForm.putIfAbsent(PathText.normalForm(input.path()), input.hash());
    }
  }

  /**
   * The canonical form of a run's parameters.
   *
   * @param params maps with text keys, lists, arrays, texts, paths, numbers, truth values and
   *     nulls, nested at will
   * @return the canonical form
   * @throws UncanonicalParameterException for a value of another type, a map that has a key that is
   *     no text, a value that contains itself, or one nested more than 500 deep
   */
  public Json canonicalize(Map<String, ?> params) {
    return object(params, "", 0);
  }

  /**
   * The form of one text, such as an argument of a command.
   *
   * @param text the text
   * @return the digest of the input that the text is the path of, else the text
   */
  public String canonicalText(String text) {
    ContentHash hash = hashByNormalForm.get(PathText.normalForm(text));
    return hash == null ? text : INPUT_PREFIX + hash.hex();
  }

  private Json value(Optional<?> optional, String place, int depth) {
    if (optional.isEmpty()) {
      return Json.NULL;
    }
    Object value = optional.get();
    if (depth > GREATEST_DEPTH) {
      throw new UncanonicalParameterException(
          place, "it is nested more than " + GREATEST_DEPTH + " deep, or contains itself");
    }
    if (value instanceof String text) {
      return Json.text(canonicalText(text));
    } else if (value instanceof Path path) {
      return Json.text(path(path));
    } else if (value instanceof TextWithInputs template) {
      return Json.text(template(template, place));
    } else if (value instanceof Boolean bool) {
      return Json.bool(bool);
    } else if (value instanceof Number number) {
      return number(number, place);
    } else if (value instanceof Map<?, ?> map) {
      return object(map, place, depth);
    } else if (value instanceof List<?> || value instanceof Deque<?>) {
      return array((Iterable<?>) value, place, depth);
    } else if (value.getClass().isArray()) {
      return array(boxed(value), place, depth);
    }
    throw new UncanonicalParameterException(
        place,
        "its type is "
            + value.getClass().getName()
            + "; use a text, a path, a number, a truth value, a list or a map");
  }

  private String path(Path path) {
    String separator = path.getFileSystem().getSeparator();
    String text = path.toString();
    String normal =
        PathText.normalForm(separator.equals("/") ? text : text.replace(separator, "/"));
    return canonicalText(normal);
  }

  private String template(TextWithInputs template, String place) {
    StringBuilder text = new StringBuilder();
    for (TextWithInputs.Part part : template.parts()) {
      if (part instanceof TextWithInputs.Literal literal) {
        text.append(literal.text());
      } else if (part instanceof TextWithInputs.Input input) {
        ContentHash hash = hashByNormalForm.get(PathText.normalForm(input.path()));
        if (hash == null) {
          throw new UncanonicalParameterException(
              place, "it names the input " + input.path() + ", which was not declared");
        }
        text.append(INPUT_PREFIX).append(hash.hex());
      }
    }
    return text.toString();
  }

  private static Json number(Number number, String place) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return Json.integer(number.longValue());
    } else if (number instanceof BigInteger big) {
      return new Json.Int(big);
    } else if (number instanceof Double real) {
      return new Json.Real(real);
    } else if (number instanceof Float real) {
      return new Json.Real(CanonicalJson.widen(real));
    }
    throw new UncanonicalParameterException(
        place, "its type is " + number.getClass().getName() + "; use an integer or a double");
  }

  private Json object(Map<?, ?> map, String place, int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (!(member.getKey() instanceof String name)) {
        throw new UncanonicalParameterException(
            place.isEmpty() ? "map" : place,
            "it has the key " + member.getKey() + ", and keys of a map must be texts");
      }
      String memberPlace = place.isEmpty() ? name : place + "." + name;
      members.put(name, value(Optional.ofNullable(member.getValue()), memberPlace, depth + 1));
    }
    return new Json.Obj(members);
  }

  private Json array(Iterable<?> items, String place, int depth) {
    List<Json> values = new ArrayList<>();
    for (Object item : items) {
      String itemPlace = place + "[" + values.size() + "]";
      values.add(value(Optional.ofNullable(item), itemPlace, depth + 1));
    }
    return new Json.Arr(values);
  }

  private static List<Object> boxed(Object array) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return items;
  }
}
