package dev.styxcache.tools.mrtrix;

import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.OutputDeclaration;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterType;
import java.util.List;
import java.util.Optional;

/**
 * An argument of a command of MRtrix3, or of one of its options.
 *
 * @param part what stands on the command line
 * @param output the output that it names, if it does
 */
record Argument(Grammar part, Optional<OutputDeclaration> output) {

  /**
   * Reads an argument.
   *
   * @param argument the argument
   * @param label name and docs of the parameter
   */
  static Argument read(Members argument, Label label) {
    String type = argument.required("type", "the argument " + label.name());
    boolean isOutput = type.endsWith(" out");
    Grammar part = part(type, argument, label);
    if (argument.isTrue("allow_multiple") && !isOutput && !(part instanceof Grammar.Repeat)) {
      part = new Grammar.Repeat(part, Grammar.Bounds.ANY, Label.NONE);
    }
    if (argument.isTrue("optional")) {
      part = new Grammar.Maybe(part, Label.NONE);
    }
    String name = label.name();
    return new Argument(
        part,
        isOutput && name != null
            ? Optional.of(OutputDeclaration.atParameter(name, label.docs()))
            : Optional.empty());
  }

  private static Grammar part(String type, Members argument, Label label) {
    return switch (type) {
      case "integer" -> new Grammar.Value(new ParameterType.Whole(range(argument)), label);
      case "float" -> new Grammar.Value(new ParameterType.Decimal(range(argument)), label);
      case "int seq" -> sequence(new ParameterType.Whole(ParameterType.Range.ANY), label);
      case "float seq" -> sequence(new ParameterType.Decimal(ParameterType.Range.ANY), label);
      // A boolean is one of several words for yes and no.
      case "text", "undefined", "boolean", "file out", "image out", "directory out", "tracks out" ->
          new Grammar.Value(new ParameterType.Text(), label);
      case "file in", "image in", "directory in", "tracks in" ->
          new Grammar.Value(new ParameterType.File(false, false), label);
      case "choice" -> choice(argument, label);
      case "various" -> various(label);
      default ->
          throw new IllegalArgumentException(
              "the argument " + label.name() + " has an unknown type: " + type);
    };
  }

  private static ParameterType.Range range(Members argument) {
    return new ParameterType.Range(argument.number("min"), false, argument.number("max"), false);
  }

  private static Grammar sequence(ParameterType item, Label label) {
    Grammar.Bounds bounds = new Grammar.Bounds(",", null, null, false);
    return new Grammar.Repeat(new Grammar.Value(item, Label.NONE), bounds, label);
  }

  private static Grammar choice(Members argument, Label label) {
    List<String> choices = argument.texts("choices");
    return choices.isEmpty()
        ? new Grammar.Value(new ParameterType.Text(), label)
        : new Grammar.Choice(
            choices.stream().map(choice -> (Grammar) Grammar.word(choice)).toList(), label);
  }

  /** A text or a file: which, is said by the {@code @type} of an object with one member. */
  private static Grammar various(Label label) {
    Label object = Label.named("obj", Docs.NONE);
    Grammar text = Grammar.sequence(new Grammar.Value(new ParameterType.Text(), object));
    Grammar file =
        Grammar.sequence(new Grammar.Value(new ParameterType.File(false, false), object));
    return new Grammar.Choice(
        List.of(
            text.labelled(Label.NONE.asArm("VariousString")),
            file.labelled(Label.NONE.asArm("VariousFile"))),
        label);
  }
}
