package dev.styxcache.tools.options;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds how the last word of a call of a tool can go on. */
public final class Completion {

  private static final String TAG = "." + Validator.TYPE;

  private Completion() {}

  /**
   * Completes the last of the words behind a tool's name.
   *
   * @param tool the tool
   * @param words the words, at least one; the last one is empty where a new one begins
   * @return what the word may become; empty where any file may be meant
   */
  public static List<String> of(Tool tool, List<String> words) {
    String last = words.get(words.size() - 1);
    Optional<ParameterType> awaited =
        words.size() < 2 ? Optional.empty() : named(tool, words.get(words.size() - 2));
    List<String> candidates = new ArrayList<>();
    if (words.size() > 1 && words.get(words.size() - 2).endsWith(TAG)) {
      tags(tool, words.get(words.size() - 2), candidates);
    } else if (awaited.isPresent() && !(awaited.get() instanceof ParameterType.Flag)) {
      values(awaited.get(), candidates);
    } else {
      names("--", tool.parameters(), candidates);
    }
    return candidates.stream().filter(one -> one.startsWith(last)).sorted().distinct().toList();
  }

  private static void tags(Tool tool, String option, List<String> candidates) {
    ParameterType type =
        named(tool, option.substring(0, option.length() - TAG.length())).orElse(null);
    ParameterType item = type instanceof ParameterType.ListOf list ? list.item() : type;
    if (item instanceof ParameterType.Union union) {
      union.arms().forEach(arm -> candidates.add(arm.tag()));
    }
  }

  private static Optional<ParameterType> named(Tool tool, String option) {
    ParameterTree tree = new ParameterTree(new Json.Obj(Map.of()));
    return option.startsWith("--") && option.indexOf('=') < 0
        ? Optional.ofNullable(
            Target.of(tool.parameters(), List.of(option.substring(2).split("\\.", -1)), tree)
                .type())
        : Optional.empty();
  }

  private static void values(ParameterType type, List<String> candidates) {
    if (type instanceof ParameterType.ListOf list) {
      values(list.item(), candidates);
    } else if (type instanceof ParameterType.Choice choice) {
      choice.values().forEach(value -> candidates.add(PythonText.of(value)));
    } else if (type instanceof ParameterType.Union union) {
      union.values().forEach(value -> candidates.add(PythonText.of(value)));
    }
  }

  private static void names(String prefix, ParameterType.Struct struct, List<String> candidates) {
    for (Parameter parameter : struct.fields()) {
      String name = prefix + parameter.name();
      candidates.add(name);
      ParameterType type = parameter.type();
      ParameterType item = type instanceof ParameterType.ListOf list ? list.item() : type;
      if (item instanceof ParameterType.Struct inner) {
        names(name + ".", inner, candidates);
      } else if (item instanceof ParameterType.Union union) {
        if (!union.arms().isEmpty()) {
          candidates.add(name + "." + Validator.TYPE);
        }
        union.arms().forEach(arm -> names(name + ".", arm.struct(), candidates));
      }
    }
  }
}
