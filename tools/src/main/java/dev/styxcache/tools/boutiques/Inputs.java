package dev.styxcache.tools.boutiques;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the inputs of a Boutiques descriptor: what stands on the command line for each. */
final class Inputs {

  private Inputs() {}

  /**
   * What stands for an input.
   *
   * @param input the input
   * @param subcommand reads the descriptor of a subcommand
   * @return its part of the command line
   */
  static Grammar part(Members input, Function<Members, Grammar> subcommand) {
    String id = input.required("id", "an input");
    Label label = Label.named(id, BoutiquesReader.docs(input));
    label = label.withDefault(input.scalar("default-value"));
    Json type = input.get("type");
    if (type instanceof Json.Text text && text.value().equals("Flag")) {
      String flag = input.required("command-line-flag", "the flag " + id);
      return new Grammar.Maybe(Grammar.word(flag), label);
    }
    return wrap(core(input, id, type, label, subcommand), input, label.docs());
  }

  private static Grammar core(
      Members input,
      String id,
      @Nullable Json type,
      Label label,
      Function<Members, Grammar> subcommand) {
    if (type instanceof Json.Obj nested) {
      Grammar command = subcommand.apply(new Members(nested));
      return command.labelled(label.withOutputs(command.label().outputs()));
    } else if (type instanceof Json.Arr arms) {
      return union(id, arms, label, subcommand);
    } else if (input.get("value-choices") != null) {
      List<Grammar> choices = new ArrayList<>();
      for (Json choice : input.items("value-choices")) {
        choices.add(Grammar.word(PythonText.of(Members.descriptorNumber(choice))));
      }
      return new Grammar.Choice(choices, label);
    }
    return new Grammar.Value(valueType(input, id, type), label);
  }

  private static ParameterType valueType(Members input, String id, @Nullable Json type) {
    String name = type instanceof Json.Text text ? text.value() : "";
    return switch (name) {
      case "String" -> new ParameterType.Text();
      case "File" ->
          new ParameterType.File(input.isTrue("resolve-parent"), input.isTrue("mutable"));
      case "Number" -> number(input);
      default ->
          throw new IllegalArgumentException("the input " + id + " has no type that is known");
    };
  }

  private static ParameterType number(Members input) {
    BigDecimal min = input.number("minimum");
    BigDecimal max = input.number("maximum");
    if (input.isTrue("integer")) {
      min = min == null ? null : min.setScale(0, RoundingMode.FLOOR);
      max = max == null ? null : max.setScale(0, RoundingMode.FLOOR);
    }
    ParameterType.Range range =
        new ParameterType.Range(
            min, input.isTrue("exclusive-minimum"), max, input.isTrue("exclusive-maximum"));
    return input.isTrue("integer")
        ? new ParameterType.Whole(range)
        : new ParameterType.Decimal(range);
  }

  private static Grammar union(
      String id, Json.Arr types, Label label, Function<Members, Grammar> subcommand) {
    List<Grammar> arms = new ArrayList<>();
    Set<String> tags = new HashSet<>();
    for (Json type : types.items()) {
      Grammar arm = subcommand.apply(Members.of(type, "an alternative of " + id));
      String tag = arm.label().tag();
      if (tag != null) {
        arm = arm.labelled(arm.label().asArm(unique(tag, tags)));
      }
      arms.add(arm);
    }
    if (arms.size() == 1) {
      Grammar only = arms.get(0);
      return only.labelled(label.withOutputs(only.label().outputs()));
    }
    return new Grammar.Choice(arms, label);
  }

  private static String unique(String tag, Set<String> taken) {
    String name = tag;
    for (int n = 2; !taken.add(name); n++) {
      name = tag + "_" + n;
    }
    return name;
  }

  /** Puts around a value what an input has: repetition, then the flag, then that it is optional. */
  private static Grammar wrap(Grammar core, Members input, Docs docs) {
    Grammar part = core;
    if (input.isTrue("list")) {
      Grammar.Bounds bounds =
          new Grammar.Bounds(
              input.text("list-separator").orElse(null),
              input.count("min-list-entries"),
              input.count("max-list-entries"),
              false);
      part = new Grammar.Repeat(part, bounds, Label.NONE);
    }
    String flag = input.text("command-line-flag").orElse(null);
    if (flag != null) {
      part = flagged(flag, input.text("command-line-flag-separator").orElse(null), part);
    }
    if (input.isTrue("optional")) {
      part = new Grammar.Maybe(part, Label.documented(docs));
    }
    return part;
  }

  private static Grammar flagged(String flag, @Nullable String separator, Grammar value) {
    // A separator of white space separates arguments, as it would on a shell's command line.
    boolean separate = separator == null || (!separator.isEmpty() && separator.isBlank());
    return separate
        ? Grammar.sequence(Grammar.word(flag), value)
        : new Grammar.Sequence(List.of(Grammar.word(flag + separator), value), "", Label.NONE);
  }
}
