package dev.styxcache.cli.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reference from one request to an output of another, written as {@code {"output": ["id",
 * "name"]}}.
 *
 * @param id the id of the request that makes the output
 * @param name the name of the output
 */
record OutputReference(String id, String name) {

  private static final String OUTPUT = "output";
  private static final String PATH = "path";
  private static final String INPUTS = "inputs";

  /**
   * Replaces the references in a document. A reference is an object with this one member; among the
   * inputs of a request, it may have an input's other members too.
   *
   * @param document the request
   * @param paths the text that stands for a reference, called once per reference
   * @return a copy of the document without references
   */
  static Map<String, Object> replaceIn(
      Map<String, Object> document, Function<OutputReference, String> paths) {
    Map<String, Object> copy = new LinkedHashMap<>(document);
    copy.replaceAll(
        (name, value) ->
            name.equals(INPUTS) && value instanceof List<?> inputs
                ? inputs(inputs, paths)
                : replaced(value, paths));
    return copy;
  }

  private static List<Object> inputs(List<?> inputs, Function<OutputReference, String> paths) {
    List<Object> copy = new ArrayList<>(inputs.size());
    for (Object input : inputs) {
      OutputReference reference =
          input instanceof Map<?, ?> members && !members.containsKey(PATH) ? of(members) : null;
      if (reference == null) {
        copy.add(replaced(input, paths));
      } else {
        Map<Object, Object> members = new LinkedHashMap<>((Map<?, ?>) input);
        members.remove(OUTPUT);
        members.put(PATH, paths.apply(reference));
        copy.add(members);
      }
    }
    return copy;
  }

  private static @Nullable Object replaced(
      @Nullable Object value, Function<OutputReference, String> paths) {
    if (value instanceof List<?> items) {
      List<@Nullable Object> copy = new ArrayList<>(items.size());
      items.forEach(item -> copy.add(replaced(item, paths)));
      return copy;
    } else if (value instanceof Map<?, ?> members) {
      OutputReference reference = members.size() == 1 ? of(members) : null;
      if (reference != null) {
        return paths.apply(reference);
      }
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>(members);
      copy.replaceAll((name, member) -> replaced(member, paths));
      return copy;
    }
    return value;
  }

  private static @Nullable OutputReference of(Map<?, ?> members) {
    return members.get(OUTPUT) instanceof List<?> pair
            && pair.size() == 2
            && pair.get(0) instanceof String id
            && pair.get(1) instanceof String name
        ? new OutputReference(id, name)
        : null;
  }

  @Override
  public String toString() {
    return "output \"" + name + "\" of request \"" + id + "\"";
  }
}
