package dev.styxcache.tools.argdump;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an action of an argument parser: one argument, by position or by an option. */
final class Action {

  /** The member that marks one of argparse's constants. */
  private static final String MARKER = "__argparse__";

  private Action() {}

  /**
   * Reads an action.
   *
   * @param action the action
   * @return its part of the command line; nothing for help and version
   */
  static Optional<Grammar> read(Members action) {
    String type = action.text("action_type").orElse("store");
    return switch (type) {
      case "store", "unknown" -> Optional.of(store(action));
      case "store_true", "store_false", "store_const" ->
          Optional.of(new Grammar.Maybe(Grammar.word(option(action)), label(action)));
      case "boolean_optional" -> Optional.of(yesOrNo(action));
      case "count", "append_const" ->
          Optional.of(
              new Grammar.Repeat(
                  Grammar.word(option(action)), Grammar.Bounds.OPTION, label(action)));
      case "append", "extend" -> Optional.of(append(action));
      case "help", "version" -> Optional.empty();
      default -> throw new IllegalArgumentException("an argument has an unknown action: " + type);
    };
  }

  static Label label(Members action) {
    Docs docs = new Docs(Optional.empty(), action.words("help"));
    Label label = Label.documented(docs).withDefault(action.scalar("default"));
    return action.text("dest").map(label::withName).orElse(label);
  }

  private static boolean byPosition(Members action) {
    return action.items("option_strings").isEmpty();
  }

  /** The option to write: a long one if there is one. */
  private static String option(Members action) {
    List<String> options = action.texts("option_strings");
    return options.stream()
        .filter(option -> option.startsWith("--"))
        .findFirst()
        .or(() -> options.stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an argument has no option: " + action.text("dest").orElse("?")));
  }

  private static Grammar store(Members action) {
    Grammar value = repeated(value(action), action.get("nargs"));
    if (byPosition(action)) {
      return value;
    }
    Grammar part = Grammar.sequence(Grammar.word(option(action)), value);
    return action.isTrue("required") ? part : new Grammar.Maybe(part, Label.NONE);
  }

  private static Grammar append(Members action) {
    Grammar value = repeated(value(action), action.get("nargs"));
    if (byPosition(action)) {
      return value instanceof Grammar.Repeat
          ? value
          : new Grammar.Repeat(value, Grammar.Bounds.OPTION, Label.NONE);
    }
    // Several values of one use of the option are not told apart from several uses.
    Grammar one = value instanceof Grammar.Repeat repeat ? repeat.body() : value;
    return new Grammar.Repeat(
        Grammar.sequence(Grammar.word(option(action)), one), Grammar.Bounds.OPTION, Label.NONE);
  }

  private static Grammar yesOrNo(Members action) {
    String yes = option(action);
    List<Grammar> words = new ArrayList<>(List.of(Grammar.word(yes)));
    action.texts("option_strings").stream()
        .filter(option -> option.startsWith("--no-"))
        .findFirst()
        .ifPresent(no -> words.add(Grammar.word(no)));
    Grammar body = words.size() == 1 ? words.get(0) : new Grammar.Choice(words, Label.NONE);
    return new Grammar.Maybe(body, label(action));
  }

  private static Grammar value(Members action) {
    List<Json> choices = action.items("choices");
    if (!choices.isEmpty()) {
      List<Grammar> words = new ArrayList<>();
      choices.forEach(
          choice -> words.add(Grammar.word(PythonText.of(Members.descriptorNumber(choice)))));
      return new Grammar.Choice(words, label(action));
    }
    return new Grammar.Value(type(action), label(action));
  }

  private static ParameterType type(Members action) {
    if (action.members("file_type_info").isPresent()) {
      return new ParameterType.File(false, false);
    }
    Optional<Members> info = action.members("type_info");
    String name = info.flatMap(type -> type.text("name")).orElse("str");
    String module = info.flatMap(type -> type.text("module")).orElse("");
    boolean opaque =
        info.isPresent()
            && info.get().get("serializable") instanceof Json.Bool serializable
            && !serializable.value();
    if (opaque) {
      return new ParameterType.Text();
    } else if (name.equals("int")) {
      return new ParameterType.Whole(ParameterType.Range.ANY);
    } else if (name.equals("float")) {
      return new ParameterType.Decimal(ParameterType.Range.ANY);
    } else if (name.equals("Path") || module.contains("path")) {
      return new ParameterType.File(false, false);
    }
    return new ParameterType.Text();
  }

  private static Grammar repeated(Grammar value, @Nullable Json nargs) {
    if (nargs instanceof Json.Text text) {
      return switch (text.value()) {
        case "?" -> new Grammar.Maybe(value, Label.NONE);
        case "*" -> new Grammar.Repeat(value, times(0, null), Label.NONE);
        case "+" -> new Grammar.Repeat(value, times(1, null), Label.NONE);
        default -> value;
      };
    } else if (nargs instanceof Json.Int count && !count.value().equals(BigInteger.ONE)) {
      int times = count.value().intValueExact();
      return new Grammar.Repeat(value, times(times, times), Label.NONE);
    } else if (nargs instanceof Json.Obj object
        && new Members(object).text(MARKER).equals(Optional.of("REMAINDER"))) {
      Grammar.Value rest = new Grammar.Value(new ParameterType.Text(), value.label());
      return new Grammar.Repeat(rest, times(0, null), Label.NONE);
    }
    return value;
  }

  private static Grammar.Bounds times(int min, @Nullable Integer max) {
    return new Grammar.Bounds(null, min, max, min == 0);
  }
}
