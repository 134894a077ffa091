package dev.styxcache.tools.workbench;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.OutputDeclaration;
import dev.styxcache.tools.grammar.ToolBuilder;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.json.SnakeCase;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the descriptions that Connectome Workbench gives of its commands: {@code wb_command
 * -all-commands-help} as JSON. A command has parameters, then outputs, then options; an option has
 * the same, to any depth, and may be repeatable.
 */
public final class WorkbenchReader {

  private static final String EXECUTABLE = "wb_command";

  private WorkbenchReader() {}

  /**
   * Reads a descriptor.
   *
   * @param descriptor its parsed text
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor
   */
  public static Tool read(Json descriptor) {
    Members members = Members.of(descriptor, "the descriptor");
    String command = members.required("command", "the descriptor");
    String id = name(command);
    Grammar.Sequence line = content(members, id, Grammar.word(EXECUTABLE), Grammar.word(command));
    ToolDocs docs =
        new ToolDocs(
            members.text("short_description"),
            members.words("help_text"),
            List.of(),
            List.of(),
            List.of(),
            version(members));
    return new ToolBuilder(id, line).docs(docs).build();
  }

  private static Optional<String> version(Members members) {
    return members.texts("version_info").stream()
        .map(String::trim)
        .filter(line -> line.startsWith("Version:"))
        .map(line -> line.substring("Version:".length()).trim())
        .findFirst();
  }

  private static String name(String command) {
    return SnakeCase.of(command.replaceFirst("^-+", ""));
  }

  /** The words, and then all that a command or an option takes. */
  private static Grammar.Sequence content(Members members, String name, Grammar.Word... words) {
    List<Grammar> parts = new ArrayList<>(List.of(words));
    List<OutputDeclaration> outputs = new ArrayList<>();
    for (Members parameter : members.objects("params")) {
      parts.add(parameter(parameter));
    }
    for (Members output : members.objects("outputs")) {
      Label label = label(output);
      parts.add(new Grammar.Value(new ParameterType.Text(), label));
      outputs.add(OutputDeclaration.atParameter(SnakeCase.of(shortName(output)), label.docs()));
    }
    for (Members option : members.objects("options")) {
      parts.add(option(option, false));
    }
    for (Members option : members.objects("repeatable_options")) {
      parts.add(option(option, true));
    }
    return new Grammar.Sequence(parts, null, Label.named(name, Docs.NONE).withOutputs(outputs));
  }

  private static Grammar option(Members option, boolean repeatable) {
    String word = option.required("option_switch", "an option");
    String name = name(word);
    Docs docs = docs(option);
    Grammar body = content(option, name, Grammar.word(word));
    Label label = Label.documented(docs);
    if (body instanceof Grammar.Sequence sequence && sequence.parts().size() == 1) {
      body = Grammar.word(word);
      label = Label.named(name, docs);
    }
    return repeatable
        ? new Grammar.Repeat(body, Grammar.Bounds.OPTION, label)
        : new Grammar.Maybe(body, label);
  }

  private static Grammar parameter(Members parameter) {
    Label label = label(parameter);
    String type = parameter.required("type", "the parameter " + shortName(parameter));
    return switch (type) {
      case "String" -> new Grammar.Value(new ParameterType.Text(), label);
      case "Integer" -> new Grammar.Value(new ParameterType.Whole(ParameterType.Range.ANY), label);
      case "Floating Point" ->
          new Grammar.Value(new ParameterType.Decimal(ParameterType.Range.ANY), label);
      case "Boolean" ->
          new Grammar.Choice(List.of(Grammar.word("true"), Grammar.word("false")), label);
      default -> {
        if (!type.endsWith(" File")) {
          throw new IllegalArgumentException(
              "the parameter " + shortName(parameter) + " has an unknown type: " + type);
        }
        yield new Grammar.Value(new ParameterType.File(false, false), label);
      }
    };
  }

  private static Label label(Members item) {
    return Label.named(SnakeCase.of(shortName(item)), docs(item));
  }

  private static String shortName(Members item) {
    return item.required("short_name", "a parameter");
  }

  private static Docs docs(Members item) {
    return new Docs(Optional.empty(), item.words("description"));
  }
}
