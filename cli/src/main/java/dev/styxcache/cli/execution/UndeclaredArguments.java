package dev.styxcache.cli.execution;

import dev.styxcache.application.api.NamedFile;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.cli.call.Argument;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.CommandTemplate;
import dev.styxcache.cli.call.OptionSyntax;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.domain.key.PathText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Arguments of a command line that are files, and neither inputs nor outputs of the call. They are
 * told of, refused, or declared as inputs, before anything is hashed. Requests are left alone: like
 * wrappers they are checked when they run.
 */
public final class UndeclaredArguments {

  /** Maximum number of files that a message names. */
  private static final int NAMED = 5;

  private final ToolCall call;
  private final RunComponents parts;
  private final List<String> texts = new ArrayList<>();

  private UndeclaredArguments(ToolCall call, RunComponents parts) {
    this.call = call;
    this.parts = parts;
    for (Argument argument : call.command()) {
      // An argument with an input in it was understood already.
      texts.add(
          argument.parts().size() == 1
                  && argument.parts().get(0) instanceof Argument.Literal literal
              ? literal.text()
              : "");
    }
  }

  /**
   * Applies the configured answer.
   *
   * @param call the call
   * @param parts its runner and hasher
   * @param answer {@code warn}, {@code fail} or {@code declare}
   * @param warnings receives the warning
   * @return the call, with more inputs if they are declared
   * @throws UsageException if undeclared files are refused
   */
  public static ToolCall apply(
      ToolCall call, RunComponents parts, String answer, Consumer<String> warnings) {
    boolean declares = answer.equals("declare");
    if (!call.isCommandLine() || (parts.bypassed().isPresent() && !declares)) {
      return call;
    }
    UndeclaredArguments arguments = new UndeclaredArguments(call, parts);
    List<NamedFile> files = arguments.find();
    if (files.isEmpty()) {
      return call;
    } else if (declares) {
      return arguments.declared(files);
    }
    String message = arguments.message(files);
    if (answer.equals("fail")) {
      throw new UsageException(message);
    }
    warnings.accept(message);
    return call;
  }

  private List<NamedFile> find() {
    List<NamedFile> files = new ArrayList<>();
    for (NamedFile file : parts.runner().namedFiles(texts)) {
      if (file.written() ? !isInput(file.path()) : !isOutput(piece(file))) {
        files.add(file);
      }
    }
    return files;
  }

  private boolean isInput(Path path) {
    for (CallInput input : call.inputs()) {
      Path declared = call.workingDirectory().resolve(input.path()).normalize();
      Path whole = input.resolveParent() ? declared.getParent() : declared;
      if (whole != null && path.startsWith(whole)) {
        return true;
      }
    }
    // The same file by another way, such as through a link to the home directory.
    Optional<Path> located = parts.hasher().locate(path, false).filter(way -> !way.equals(path));
    return located.isPresent() && isInput(located.get());
  }

  private boolean isOutput(String path) {
    String name = PathText.normalForm(path);
    for (CallOutput output : call.outputs()) {
      String declared = PathText.normalForm(output.name());
      if (name.equals(declared) || name.startsWith(declared + "/")) {
        return true;
      }
    }
    return false;
  }

  private String piece(NamedFile file) {
    return texts.get(file.argument()).substring(file.start(), file.end());
  }

  private Set<String> pieces(List<NamedFile> files) {
    Set<String> pieces = new LinkedHashSet<>();
    files.forEach(file -> pieces.add(piece(file)));
    return pieces;
  }

  private String message(List<NamedFile> files) {
    List<String> names = List.copyOf(pieces(files));
    StringBuilder options = new StringBuilder();
    for (String name : names.subList(0, Math.min(NAMED, names.size()))) {
      // With ./ before it, a path is not taken for a name and its value.
      String path = name.indexOf('=') >= 0 && !name.startsWith("/") ? "./" + name : name;
      options.append(" -i ").append(ShellQuoting.quote(path));
    }
    if (names.size() > NAMED) {
      options.append(" and ").append(names.size() - NAMED).append(" more");
    }
    boolean relative = files.stream().noneMatch(NamedFile::written);
    return (names.size() == 1
            ? "an argument is a file that is no declared input"
            : names.size() + " arguments are files that are no declared inputs")
        + (relative
            ? ", and the tool runs in another directory"
            : ", so a change there would not be noticed")
        + "; add"
        + options;
  }

  /** The call as if each file had been declared by {@code -i} after the others. */
  private ToolCall declared(List<NamedFile> files) {
    List<CallInput> inputs = new ArrayList<>(call.inputs());
    for (String path : pieces(files)) {
      inputs.add(new CallInput(path, Optional.empty(), false, false));
    }
    OptionSyntax.requireDistinct(inputs);
    CommandTemplate template = new CommandTemplate(inputs);
    List<Argument> command = new ArrayList<>(call.command());
    for (int i = 0; i < command.size(); i++) {
      int index = i;
      List<NamedFile> here = files.stream().filter(file -> file.argument() == index).toList();
      if (!here.isEmpty()) {
        command.set(i, argument(texts.get(i), here, template));
      }
    }
    Map<String, Object> params = new LinkedHashMap<>(call.params().orElse(Map.of()));
    params.put(OptionSyntax.COMMAND, command.stream().map(template::parameter).toList());
    return call.with(inputs, params, command);
  }

  private static Argument argument(String text, List<NamedFile> files, CommandTemplate template) {
    List<Argument.Part> pieces = new ArrayList<>();
    int end = 0;
    for (NamedFile file : files) {
      addLiteral(pieces, text.substring(end, file.start()));
      pieces.addAll(template.argument(text.substring(file.start(), file.end())).parts());
      end = file.end();
    }
    addLiteral(pieces, text.substring(end));
    return new Argument(pieces);
  }

  private static void addLiteral(List<Argument.Part> pieces, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Argument.Literal(text));
    }
  }
}
