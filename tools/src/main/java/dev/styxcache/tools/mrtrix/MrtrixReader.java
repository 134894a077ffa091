package dev.styxcache.tools.mrtrix;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.OutputDeclaration;
import dev.styxcache.tools.grammar.ToolBuilder;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.json.SnakeCase;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the descriptions that the commands of MRtrix3 give of themselves: arguments by position,
 * then groups of options with arguments of their own.
 */
public final class MrtrixReader {

  private final Set<String> names = new HashSet<>();
  private final List<Grammar> parts = new ArrayList<>();
  private final List<OutputDeclaration> outputs = new ArrayList<>();

  private MrtrixReader() {}

  /**
   * Reads a descriptor.
   *
   * @param descriptor its parsed text
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor
   */
  public static Tool read(Json descriptor) {
    return new MrtrixReader().tool(Members.of(descriptor, "the descriptor"));
  }

  private Tool tool(Members members) {
    String name = members.required("name", "the descriptor");
    List<String> paragraphs = members.texts("description");
    parts.add(Grammar.word(name));
    for (Members argument : members.objects("arguments")) {
      position(argument);
    }
    for (Members group : members.objects("option_groups")) {
      group.objects("options").forEach(this::option);
    }
    ToolDocs docs =
        new ToolDocs(
            members.words("synopsis"),
            Optional.of(String.join("\n\n", paragraphs)).filter(text -> !text.isEmpty()),
            members.words("author").stream().toList(),
            members.texts("references"),
            List.of("https://mrtrix.readthedocs.io/en/latest/reference/commands/" + name + ".html"),
            members.words("version"));
    Label label = Label.named(name, Docs.NONE).withOutputs(outputs);
    return new ToolBuilder(name, new Grammar.Sequence(parts, null, label)).docs(docs).build();
  }

  private void position(Members argument) {
    String name = unique(SnakeCase.of(argument.required("id", "an argument")));
    Argument read = Argument.read(argument, Label.named(name, docs(argument)));
    parts.add(read.part());
    read.output().ifPresent(outputs::add);
  }

  /** An argument and an option may have one name, which then gets a number. */
  private String unique(String base) {
    String name = base;
    for (int n = 2; !names.add(name); n++) {
      name = base + "_" + n;
    }
    return name;
  }

  private void option(Members option) {
    String id = option.required("id", "an option");
    String name = unique(SnakeCase.of(id));
    Grammar.Word flag = Grammar.word("-" + id);
    Docs docs = docs(option);
    List<Members> arguments = option.objects("arguments");
    boolean many = option.isTrue("allow_multiple");
    boolean required = option.get("optional") instanceof Json.Bool bool && !bool.value();
    if (arguments.isEmpty()) {
      parts.add(
          many
              ? new Grammar.Repeat(flag, Grammar.Bounds.OPTION, Label.named(name, docs))
              : new Grammar.Maybe(flag, Label.named(name, docs)));
    } else if (arguments.size() == 1 && !many) {
      Argument read = Argument.read(arguments.get(0), Label.named(name, docs));
      Grammar part = Grammar.sequence(flag, read.part());
      parts.add(required ? part : new Grammar.Maybe(part, Label.NONE));
      read.output().ifPresent(outputs::add);
    } else {
      Grammar.Sequence group = group(flag, arguments, name, docs);
      Label label = Label.documented(docs);
      if (many) {
        parts.add(new Grammar.Repeat(group, Grammar.Bounds.OPTION, label));
      } else {
        parts.add(required ? group : new Grammar.Maybe(group, label));
      }
    }
  }

  private static Grammar.Sequence group(
      Grammar.Word flag, List<Members> arguments, String name, Docs docs) {
    List<Grammar> inner = new ArrayList<>(List.of(flag));
    List<OutputDeclaration> declared = new ArrayList<>();
    for (Members argument : arguments) {
      String id = SnakeCase.of(argument.required("id", "an argument"));
      Argument read = Argument.read(argument, Label.named(id, docs(argument).or(docs)));
      inner.add(read.part());
      read.output().ifPresent(declared::add);
    }
    return new Grammar.Sequence(inner, null, Label.named(name, Docs.NONE).withOutputs(declared));
  }

  private static Docs docs(Members item) {
    return new Docs(Optional.empty(), item.words("description"));
  }
}
