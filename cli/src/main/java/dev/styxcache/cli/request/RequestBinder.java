package dev.styxcache.cli.request;

import dev.styxcache.cli.call.Argument;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a call of a request's JSON. */
final class RequestBinder {

  private final Path workingDirectory;

  /**
   * For requests.
   *
   * @param workingDirectory where a relative {@code cwd} starts, absolute
   */
  RequestBinder(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /**
   * Makes a call.
   *
   * @param document the JSON value
   * @return the call
   * @throws MalformedRequestException if it is no request
   */
  ToolCall bind(@Nullable Object document) {
    Members request = new Members(document, "");
    Path cwd = request.optionalText("cwd").map(this::directory).orElse(workingDirectory);
    Metadata metadata =
        metadata(
            request
                .child("metadata")
                .orElseThrow(
                    () ->
                        new MalformedRequestException(
                            "the request lacks the member \"metadata\"")));
    KeyOverrides overrides =
        new KeyOverrides(
            request.optionalText("image_digest"),
            request.optionalTexts("env"),
            request.texts("extra"));
    overrides.env().ifPresent(env -> env.keySet().forEach(RequestBinder::requireVariableName));
    List<CallInput> inputs = inputs(request);
    Optional<Map<String, ?>> params = request.object("params").map(object -> object);
    List<Argument> command = command(request, inputs.size());
    List<CallOutput> outputs = outputs(request);
    request.requireNothingElse();
    return new ToolCall(
        metadata,
        cwd,
        inputs,
        params,
        command,
        outputs,
        HitPolicy.ABSENT_IS_KNOWN,
        false,
        overrides);
  }

  private Path directory(String text) {
    try {
      return workingDirectory.resolve(text);
    } catch (InvalidPathException e) {
      throw new MalformedRequestException("cwd is not a path: " + e.getReason());
    }
  }

  private static Metadata metadata(Members members) {
    Metadata metadata =
        new Metadata(
            members.text("id"),
            members.text("name"),
            members.text("package"),
            members.optionalText("container_image_tag"));
    members.requireNothingElse();
    return metadata;
  }

  private static List<CallInput> inputs(Members request) {
    List<CallInput> inputs = new ArrayList<>();
    for (Object item : request.list("inputs")) {
      Members members = new Members(item, "inputs[" + inputs.size() + "]");
      String path = members.text("path");
      if (path.isEmpty() || path.indexOf('\0') >= 0) {
        throw new MalformedRequestException(members.placeOf("path") + " is not a path");
      }
      inputs.add(
          new CallInput(
              path, Optional.empty(), members.flag("resolve_parent"), members.flag("mutable")));
      members.requireNothingElse();
    }
    return inputs;
  }

  private static List<CallOutput> outputs(Members request) {
    List<CallOutput> outputs = new ArrayList<>();
    for (Object item : request.list("outputs")) {
      Members members = new Members(item, "outputs[" + outputs.size() + "]");
      outputs.add(new CallOutput(members.text("path"), members.flag("optional")));
      members.requireNothingElse();
    }
    return outputs;
  }

  private static List<Argument> command(Members request, int inputs) {
    List<Argument> command = new ArrayList<>();
    for (Object item : request.list("command")) {
      String place = "command[" + command.size() + "]";
      if (item instanceof String text) {
        if (text.indexOf('\0') >= 0) {
          throw new MalformedRequestException(place + " has a NUL in it");
        }
        command.add(Argument.literal(text));
      } else if (item instanceof Map<?, ?>) {
        command.add(Argument.input(inputIndex(new Members(item, place), inputs)));
      } else {
        throw Members.wrongType(place, "a text or {\"input\": n}", item);
      }
    }
    return command;
  }

  private static int inputIndex(Members members, int inputs) {
    Object index = members.number("input");
    members.requireNothingElse();
    if (index instanceof Long number && number >= 0 && number < inputs) {
      return number.intValue();
    }
    throw new MalformedRequestException(
        members.placeOf("input")
            + " is "
            + index
            + ", but there are "
            + inputs
            + " inputs; the first one is 0");
  }

  private static void requireVariableName(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new MalformedRequestException(
          "\"" + name + "\" in env cannot be the name of a variable");
    }
  }
}
