package dev.styxcache.tools.bind;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Condition;
import dev.styxcache.tools.model.PathToken;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.Template;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds which outputs a call has, and where. Names of input files in the paths of outputs are those
 * without folders: an output is in the output directory, wherever the input was.
 */
final class OutputBinder {

  private final Tool tool;
  private final Scope scope;
  private final List<String> paths = new ArrayList<>();
  private final Map<String, OutputValue> values = new LinkedHashMap<>();
  private final Map<String, String> firstPaths = new LinkedHashMap<>();

  OutputBinder(Tool tool, Scope scope) {
    this.tool = tool;
    this.scope = scope;
  }

  List<String> paths() {
    return paths;
  }

  Map<String, OutputValue> values() {
    return values;
  }

  void bind() {
    paths.add(".");
    values.put(ToolOutput.ROOT, new OutputValue.Path("."));
    for (ToolOutput output : tool.outputs()) {
      // Several outputs may have one name, as in the arms of a union: it is a list if one of them
      // is, and the last that is made counts if not.
      boolean list = tool.outputs().stream().anyMatch(other -> isListOf(output.name(), other));
      values.putIfAbsent(
          output.name(), list ? new OutputValue.Many(List.of()) : new OutputValue.Absent());
      within(output.conditions(), 0, () -> make(output, list));
    }
    for (StreamOutput stream : tool.streams()) {
      values.put(stream.name(), new OutputValue.Lines(stream.stream()));
    }
  }

  private static boolean isListOf(String name, ToolOutput output) {
    return output.name().equals(name) && output.repeated();
  }

  /** Writes the path of an output where it stands on the command line; nothing if not made. */
  void onCommandLine(Template.OutputFile output, Consumer<String> arguments) {
    String path = firstPaths.get(output.output());
    if (path == null) {
      return;
    }
    if (output.separate()) {
      arguments.accept(output.prefix());
      arguments.accept(path);
    } else {
      arguments.accept(output.prefix() + path);
    }
  }

  private void within(List<Condition> conditions, int next, Runnable made) {
    if (next == conditions.size()) {
      made.run();
      return;
    }
    Condition condition = conditions.get(next);
    Runnable inner = () -> within(conditions, next + 1, made);
    if (condition instanceof Condition.PerEntry each) {
      scope.forEach(each.source(), each.loop(), inner);
    } else if (holds(condition)) {
      inner.run();
    }
  }

  private boolean holds(Condition condition) {
    if (condition instanceof Condition.Present present) {
      return scope.get(present.source()) != null;
    } else if (condition instanceof Condition.Set set) {
      return scope.isSet(set.source());
    }
    Condition.Chosen chosen = (Condition.Chosen) condition;
    return scope.tag(chosen.source()).equals(chosen.tag());
  }

  private void make(ToolOutput output, boolean list) {
    Optional<ToolOutput.PathRule> rule =
        output.paths().stream()
            .filter(path -> path.test() == null || Tests.holds(path.test(), scope))
            .findFirst();
    if (rule.isEmpty()) {
      return;
    }
    String path = path(output, rule.get());
    OutputValue value =
        switch (output.kind()) {
          case FILE -> new OutputValue.Path(path);
          case MATCHES -> new OutputValue.Matches(path);
          case MUTABLE_COPY -> new OutputValue.MutableCopy(path);
        };
    if (output.kind() != ToolOutput.Kind.MUTABLE_COPY) {
      paths.add(path);
      firstPaths.putIfAbsent(output.name(), path);
    }
    values.merge(output.name(), value, (before, now) -> list ? append(before, now) : now);
  }

  private static OutputValue append(OutputValue before, OutputValue now) {
    List<OutputValue> values = new ArrayList<>();
    if (before instanceof OutputValue.Many many) {
      values.addAll(many.values());
    }
    values.add(now);
    return new OutputValue.Many(values);
  }

  private String path(ToolOutput output, ToolOutput.PathRule rule) {
    StringBuilder path = new StringBuilder();
    for (PathToken token : rule.tokens()) {
      path.append(
          token instanceof PathToken.Reference reference
              ? text(output, reference)
              : ((PathToken.Literal) token).text());
    }
    return path.toString();
  }

  private String text(ToolOutput output, PathToken.Reference reference) {
    Json value = scope.get(reference.source());
    if (value == null) {
      return reference.absent() == null ? "" : reference.absent();
    }
    if (value instanceof Json.Arr || value instanceof Json.Obj) {
      throw new RefusedCallException(
          "the descriptor of "
              + tool.id()
              + " puts the list "
              + reference.parameter()
              + " into the path of the output "
              + output.name()
              + ", which then has no name: leave out the parameter, or correct the descriptor");
    }
    String text = PythonText.of(value);
    String name = reference.file() ? BoundInput.baseName(text) : text;
    return reference.stripped().stream()
        .filter(name::endsWith)
        .max(Comparator.comparingInt(String::length))
        .map(extension -> name.substring(0, name.length() - extension.length()))
        .orElse(name);
  }
}
