package dev.styxcache.tools.argdump;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.ToolBuilder;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads dumps of Python's argument parsers ({@code argparse}): positional arguments first, then
 * options, then subparsers.
 */
public final class ArgdumpReader {

  private ArgdumpReader() {}

  /**
   * Reads a descriptor.
   *
   * @param descriptor its parsed text
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor
   */
  public static Tool read(Json descriptor) {
    Members members = Members.of(descriptor, "the descriptor");
    String program = members.required("prog", "the descriptor");
    List<Grammar> parts = new ArrayList<>(List.of(Grammar.word(program)));
    parts.addAll(parser(members));
    Grammar.Sequence line = new Grammar.Sequence(parts, null, Label.named(program, Docs.NONE));
    ToolDocs docs =
        new ToolDocs(
            Optional.empty(),
            members.words("description"),
            List.of(),
            List.of(),
            List.of(),
            version(members));
    return new ToolBuilder(program, line).docs(docs).build();
  }

  private static Optional<String> version(Members parser) {
    return parser.objects("actions").stream()
        .filter(action -> action.text("action_type").equals(Optional.of("version")))
        .flatMap(action -> action.words("version").stream())
        .map(version -> version.replaceAll("%%?\\(prog\\)s\\s*", "").trim())
        .filter(version -> !version.isEmpty())
        .findFirst();
  }

  /** What the arguments of a parser are on the command line. */
  private static List<Grammar> parser(Members parser) {
    Map<String, Grammar> byName = new LinkedHashMap<>();
    List<Grammar> positions = new ArrayList<>();
    List<Grammar> options = new ArrayList<>();
    for (Members action : parser.objects("actions")) {
      Optional<Grammar> read =
          action.text("action_type").equals(Optional.of("parsers"))
              ? Optional.of(subparsers(action))
              : Action.read(action);
      read.ifPresent(
          part -> {
            action.text("dest").ifPresent(name -> byName.put(name, part));
            boolean position =
                action.items("option_strings").isEmpty() && action.get("subparsers") == null;
            (position ? positions : options).add(part);
          });
    }
    positions.addAll(options);
    return exclusive(parser.objects("mutually_exclusive_groups"), byName, positions);
  }

  private static Grammar subparsers(Members action) {
    Label label = Action.label(action);
    List<Grammar> arms = new ArrayList<>();
    // The order of an object's members says nothing; in the order of names, help is stable.
    new TreeMap<>(action.members("subparsers").map(Members::all).orElse(Map.of()))
        .forEach((name, parser) -> arms.add(subparser(name, Members.of(parser, name))));
    if (arms.isEmpty()) {
      throw new IllegalArgumentException("it has subparsers, but none is described");
    } else if (arms.size() == 1) {
      return arms.get(0);
    }
    boolean required = action.isTrue("required") || action.isTrue("subparsers_required");
    return required
        ? new Grammar.Choice(arms, label)
        : new Grammar.Maybe(new Grammar.Choice(arms, Label.NONE), label);
  }

  private static Grammar subparser(String name, Members parser) {
    List<Grammar> parts = new ArrayList<>(List.of(Grammar.word(name)));
    parts.addAll(parser(parser));
    Docs docs = new Docs(Optional.empty(), parser.words("description"));
    return new Grammar.Sequence(parts, null, Label.named(name, docs));
  }

  /** Puts one choice where the first of several arguments is that exclude each other. */
  private static List<Grammar> exclusive(
      List<Members> groups, Map<String, Grammar> byName, List<Grammar> parts) {
    List<Grammar> result = new ArrayList<>(parts);
    for (Members group : groups) {
      List<String> names = group.texts("actions").stream().filter(byName::containsKey).toList();
      if (names.size() < 2) {
        continue;
      }
      List<Grammar> arms = new ArrayList<>();
      for (String name : names) {
        arms.add(arm(name, Objects.requireNonNull(byName.get(name))));
      }
      String title =
          group
              .text("title")
              .orElse(
                  names.size() == 2
                      ? names.get(0) + "_or_" + names.get(1)
                      : names.get(0) + "_choice");
      Label label = Label.named(title, Docs.NONE);
      Grammar choice =
          group.isTrue("required")
              ? new Grammar.Choice(arms, label)
              : new Grammar.Maybe(new Grammar.Choice(arms, Label.NONE), label);
      List<Grammar> members = names.stream().map(byName::get).toList();
      int first = indexOf(result, members);
      result.set(first, choice);
      result.removeIf(part -> part != choice && isOneOf(part, members));
    }
    return result;
  }

  private static Grammar arm(String name, Grammar part) {
    Grammar inner = part instanceof Grammar.Maybe maybe ? maybe.body() : part;
    Label label = part == inner ? part.label() : part.label().merge(inner.label());
    return inner.labelled(label.name() == null ? label.withName(name) : label);
  }

  private static int indexOf(List<Grammar> parts, List<Grammar> members) {
    for (int i = 0; i < parts.size(); i++) {
      if (isOneOf(parts.get(i), members)) {
        return i;
      }
    }
    throw new IllegalStateException("not among the arguments: " + members);
  }

  private static boolean isOneOf(Grammar part, List<Grammar> members) {
    return members.stream().anyMatch(member -> member == part);
  }
}
