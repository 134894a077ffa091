package dev.styxcache.tools.boutiques;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.grammar.Grammar;
import dev.styxcache.tools.grammar.Label;
import dev.styxcache.tools.grammar.ToolBuilder;
import dev.styxcache.tools.json.Members;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads descriptors of Boutiques 0.5, with what Styx adds: subcommands as types, mutable files,
 * streams as outputs.
 *
 * @see <a href="https://github.com/boutiques/boutiques">Boutiques and its schema</a>
 */
public final class BoutiquesReader {

  private BoutiquesReader() {}

  /**
   * Reads a descriptor.
   *
   * @param descriptor its parsed text
   * @return the tool
   * @throws IllegalArgumentException if it is no descriptor, or uses what is not supported
   */
  public static Tool read(Json descriptor) {
    Members members = Members.of(descriptor, "the descriptor");
    String id = id(members).orElseThrow(() -> new IllegalArgumentException("it has no name"));
    Grammar.Sequence command = command(members);
    return new ToolBuilder(id, command.labelled(command.label().withName(id)))
        .docs(toolDocs(members))
        .streams(streams(members))
        .constraints(Constraints.of(members))
        .image(members.members("container-image").flatMap(image -> image.words("image")))
        .environment(environment(members))
        .build();
  }

  private static Optional<String> id(Members descriptor) {
    return descriptor.text("id").or(() -> descriptor.text("name"));
  }

  private static ToolDocs toolDocs(Members members) {
    return new ToolDocs(
        members.words("name"),
        members.words("description"),
        members.words("author").stream().toList(),
        List.of(),
        members.words("url").stream().toList(),
        members.words("tool-version"));
  }

  private static List<StreamOutput> streams(Members members) {
    List<StreamOutput> streams = new ArrayList<>();
    stream(members, "stdout-output", StreamOutput.Stream.STDOUT).ifPresent(streams::add);
    stream(members, "stderr-output", StreamOutput.Stream.STDERR).ifPresent(streams::add);
    return streams;
  }

  private static Optional<StreamOutput> stream(
      Members members, String key, StreamOutput.Stream stream) {
    return members
        .members(key)
        .flatMap(
            output -> output.words("id").map(id -> new StreamOutput(id, stream, docs(output))));
  }

  private static Map<String, String> environment(Members members) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Members variable : members.objects("environment-variables")) {
      Json value = variable.scalar("value");
      variables.put(
          variable.required("name", "an environment variable"),
          value == null ? "" : PythonText.of(value));
    }
    return variables;
  }

  static Docs docs(Members members) {
    return new Docs(members.words("name"), members.words("description"));
  }

  /** The command line of a descriptor or of a subcommand, with its outputs. */
  private static Grammar.Sequence command(Members descriptor) {
    Map<String, Members> inputs = keyed(descriptor, "inputs");
    Map<String, Members> outputs = keyed(descriptor, "output-files");
    Set<String> keys = new HashSet<>(inputs.keySet());
    keys.addAll(outputs.keySet());
    List<Grammar> arguments = new ArrayList<>();
    for (String argument : CommandSplitter.split(descriptor.text("command-line").orElse(""))) {
      List<Grammar> parts = new ArrayList<>();
      for (KeyTemplate.Piece piece : KeyTemplate.split(argument, keys)) {
        parts.add(part(piece, inputs, outputs));
      }
      arguments.add(parts.size() == 1 ? parts.get(0) : new Grammar.Sequence(parts, "", Label.NONE));
    }
    Label label = Label.NONE.withOutputs(Outputs.of(descriptor));
    return new Grammar.Sequence(arguments, null, label);
  }

  private static Map<String, Members> keyed(Members descriptor, String list) {
    Map<String, Members> byKey = new LinkedHashMap<>();
    for (Members item : descriptor.objects(list)) {
      item.words("value-key").ifPresent(key -> byKey.put(key, item));
    }
    return byKey;
  }

  private static Grammar part(
      KeyTemplate.Piece piece, Map<String, Members> inputs, Map<String, Members> outputs) {
    Members input = inputs.get(piece.text());
    Members output = outputs.get(piece.text());
    if (piece.isKey() && input != null) {
      return Inputs.part(input, BoutiquesReader::subcommand);
    } else if (piece.isKey() && output != null) {
      return Outputs.path(output);
    }
    return Grammar.word(piece.text());
  }

  /** A subcommand, labelled as an arm of a union. */
  private static Grammar subcommand(Members descriptor) {
    Grammar.Sequence command = command(descriptor);
    Optional<String> id = id(descriptor);
    return id.isPresent() ? command.labelled(command.label().asArm(id.get())) : command;
  }
}
