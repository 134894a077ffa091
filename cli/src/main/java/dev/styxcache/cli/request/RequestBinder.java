package dev.styxcache.cli.request;

import dev.styxcache.cli.call.Argument;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.domain.text.NearestName;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonShapeException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the JSON of a request to a call. Unknown members are errors, usually misspellings. */
final class RequestBinder {

  private static final Set<String> REQUEST =
      Set.of(
          "cwd",
          "metadata",
          "image_digest",
          "env",
          "extra",
          "inputs",
          "params",
          "command",
          "outputs");

  private static final Set<String> METADATA =
      Set.of("id", "name", "package", "container_image_tag");
  private static final Set<String> INPUT = Set.of("path", "resolve_parent", "mutable");
  private static final Set<String> OUTPUT = Set.of("path", "optional");
  private static final Set<String> REFERENCE = Set.of("input");

  private final Path workingDirectory;

  /**
   * For requests.
   *
   * @param workingDirectory the absolute directory that a relative {@code cwd} starts from
   */
  RequestBinder(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /**
   * Converts a document.
   *
   * @param document the JSON value
   * @return the call
   * @throws JsonShapeException if it is not a request
   */
  ToolCall bind(@Nullable Object document) {
    JsonObject request = JsonObject.root("the request", document);
    requireOnly(request, REQUEST);
    Path cwd = request.optionalText("cwd").map(this::directory).orElse(workingDirectory);
    Metadata metadata = metadata(request.object("metadata"));
    KeyOverrides overrides =
        new KeyOverrides(
            request.optionalText("image_digest"),
            request.optionalObject("env").map(RequestBinder::optionalTexts),
            request.optionalObject("extra").map(RequestBinder::texts));
    overrides.env().ifPresent(env -> env.keySet().forEach(RequestBinder::requireVariableName));
    List<CallInput> inputs = inputs(request);
    Optional<Map<String, ?>> params = request.optionalObject("params").map(JsonObject::members);
    List<Argument> command = command(request, inputs.size());
    List<CallOutput> outputs = outputs(request);
    return new ToolCall(
        metadata,
        cwd,
        inputs,
        params,
        command,
        outputs,
        HitPolicy.ABSENT_IS_KNOWN,
        Optional.empty(),
        false,
        overrides);
  }

  private Path directory(String text) {
    try {
      return workingDirectory.resolve(text);
    } catch (InvalidPathException e) {
      throw new JsonShapeException("cwd is not a path: " + e.getReason());
    }
  }

  private static Metadata metadata(JsonObject members) {
    requireOnly(members, METADATA);
    return new Metadata(
        members.text("id"),
        members.text("name"),
        members.text("package"),
        members.optionalText("container_image_tag"));
  }

  private static List<CallInput> inputs(JsonObject request) {
    List<CallInput> inputs = new ArrayList<>();
    for (JsonObject members : request.optionalObjects("inputs")) {
      requireOnly(members, INPUT);
      String path = members.text("path");
      if (path.isEmpty() || path.indexOf('\0') >= 0) {
        throw new JsonShapeException(members.path("path") + " is not a path");
      }
      inputs.add(
          new CallInput(
              path, Optional.empty(), members.flag("resolve_parent"), members.flag("mutable")));
    }
    return inputs;
  }

  private static List<CallOutput> outputs(JsonObject request) {
    List<CallOutput> outputs = new ArrayList<>();
    for (JsonObject members : request.optionalObjects("outputs")) {
      requireOnly(members, OUTPUT);
      outputs.add(new CallOutput(members.text("path"), members.flag("optional")));
    }
    return outputs;
  }

  private static List<Argument> command(JsonObject request, int inputs) {
    List<Argument> command = new ArrayList<>();
    for (Object item : request.optionalItems("command")) {
      String place = "command[" + command.size() + "]";
      if (item instanceof String text) {
        if (text.indexOf('\0') >= 0) {
          throw new JsonShapeException(place + " contains a NUL");
        }
        command.add(Argument.literal(text));
      } else if (item instanceof Map<?, ?>) {
        command.add(Argument.input(inputIndex(JsonObject.at(place, item), inputs)));
      } else {
        throw JsonObject.wrongType(place, "a text or {\"input\": n}", item);
      }
    }
    return command;
  }

  private static int inputIndex(JsonObject members, int inputs) {
    requireOnly(members, REFERENCE);
    Object index = members.number("input");
    if (index instanceof Long number && number >= 0 && number < inputs) {
      return number.intValue();
    }
    throw new JsonShapeException(
        members.path("input")
            + " is "
            + index
            + ", but there are "
            + inputs
            + " inputs; the first one is 0");
  }

  private static void requireVariableName(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new JsonShapeException("\"" + name + "\" in env is not a valid name of a variable");
    }
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.members().keySet().forEach(name -> texts.put(name, object.text(name)));
    return texts;
  }

  private static Map<String, Optional<String>> optionalTexts(JsonObject object) {
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    object.members().keySet().forEach(name -> texts.put(name, object.nullableText(name)));
    return texts;
  }

  private static void requireOnly(JsonObject object, Set<String> known) {
    Optional<String> unknown = object.unknown(known);
    if (unknown.isPresent()) {
      throw new JsonShapeException(
          "unknown member \""
              + object.path(unknown.get())
              + "\""
              + NearestName.of(unknown.get(), known)
                  .map(nearest -> "; the nearest valid name is \"" + nearest + "\"")
                  .orElse(""));
    }
  }
}
