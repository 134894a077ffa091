package dev.styxcache.tools.bind;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.Template;
import dev.styxcache.tools.model.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Binds parameters to a tool: makes the argument vector and finds the inputs and outputs of one
 * call. Parameters are expected to have been validated.
 *
 * <p>Every file that a descriptor names is an input, also one that stands alone in an arm of a
 * union: an input that is not declared is neither mounted nor part of the key.
 */
public final class Binder {

  /**
   * Arguments with which a descriptor means a shell, which is not there: redirections, pipes,
   * several commands. Given to the tool, they would be read as file names.
   */
  private static final Predicate<String> SHELL_OPERATOR =
      Pattern.compile("[<>|].*|[0-9&]>.*|&|&&|;", Pattern.DOTALL).asMatchPredicate();

  private final Tool tool;
  private final Scope scope;
  private final InputPlacement placement;
  private final OutputBinder outputs;
  private final List<String> arguments = new ArrayList<>();
  private final List<BoundInput> inputs = new ArrayList<>();

  private Binder(Tool tool, Json.Obj parameters, InputPlacement placement) {
    this.tool = tool;
    this.scope = new Scope(parameters);
    this.placement = placement;
    this.outputs = new OutputBinder(tool, scope);
  }

  /**
   * Binds parameters to a tool.
   *
   * @param tool the tool
   * @param parameters its parameters by name
   * @param placement says which path each input has for the tool
   * @return the call
   * @throws RefusedCallException if the descriptor asks for what cannot be done
   */
  public static BoundCall bind(Tool tool, Json.Obj parameters, InputPlacement placement) {
    Binder binder = new Binder(tool, parameters, placement);
    binder.outputs.bind();
    binder.write(tool.command());
    return new BoundCall(
        binder.arguments, binder.inputs, binder.outputs.paths(), binder.outputs.values());
  }

  /** Writes a part as arguments of their own. */
  private void write(Template template) {
    if (template instanceof Template.Series series) {
      series.parts().forEach(this::write);
    } else if (template instanceof Template.IfPresent optional) {
      if (scope.get(optional.source()) != null) {
        write(optional.body());
      }
    } else if (template instanceof Template.IfSet flag) {
      if (scope.isSet(flag.source())) {
        write(flag.body());
      }
    } else if (template instanceof Template.Either either) {
      write(scope.isSet(either.source()) ? either.whenSet() : either.otherwise());
    } else if (template instanceof Template.Times times && times.separator() == null) {
      for (int i = scope.count(times.source()); i > 0; i--) {
        write(times.body());
      }
    } else if (template instanceof Template.ForEach each && each.separator() == null) {
      scope.forEach(each.source(), each.loop(), () -> write(each.body()));
    } else if (template instanceof Template.Dispatch dispatch && isObject(dispatch.source())) {
      write(chosen(dispatch));
    } else if (template instanceof Template.OutputFile output) {
      outputs.onCommandLine(output, arguments::add);
    } else {
      String argument = text(template);
      refuseShellOperator(template, argument);
      arguments.add(argument);
    }
  }

  /** Writes a part as text within one argument. */
  private String text(Template template) {
    if (template instanceof Template.Word word) {
      return word.text();
    } else if (template instanceof Template.Value value) {
      return PythonText.of(scope.require(value.source()));
    } else if (template instanceof Template.InputFile file) {
      return input(file);
    } else if (template instanceof Template.Joined joined) {
      return join(joined.parts(), joined.separator());
    } else if (template instanceof Template.Series series) {
      return join(series.parts(), "");
    } else if (template instanceof Template.IfPresent optional) {
      return scope.get(optional.source()) == null ? "" : text(optional.body());
    } else if (template instanceof Template.IfSet flag) {
      return scope.isSet(flag.source()) ? text(flag.body()) : "";
    } else if (template instanceof Template.Either either) {
      return text(scope.isSet(either.source()) ? either.whenSet() : either.otherwise());
    } else if (template instanceof Template.Times times) {
      return times(times);
    } else if (template instanceof Template.ForEach each) {
      return forEach(each);
    } else if (template instanceof Template.OutputFile output) {
      StringBuilder text = new StringBuilder();
      outputs.onCommandLine(output, text::append);
      return text.toString();
    }
    Template.Dispatch dispatch = (Template.Dispatch) template;
    return isObject(dispatch.source())
        ? text(chosen(dispatch))
        : PythonText.of(scope.require(dispatch.source()));
  }

  private String join(List<Template> parts, String separator) {
    StringJoiner text = new StringJoiner(separator);
    parts.forEach(part -> text.add(text(part)));
    return text.toString();
  }

  private String times(Template.Times times) {
    String separator = times.separator();
    StringJoiner text = new StringJoiner(separator == null ? "" : separator);
    for (int i = scope.count(times.source()); i > 0; i--) {
      text.add(text(times.body()));
    }
    return text.toString();
  }

  private String forEach(Template.ForEach each) {
    String separator = each.separator();
    StringJoiner text = new StringJoiner(separator == null ? "" : separator);
    scope.forEach(each.source(), each.loop(), () -> text.add(text(each.body())));
    return text.toString();
  }

  private boolean isObject(Access source) {
    return scope.get(source) instanceof Json.Obj;
  }

  private Template chosen(Template.Dispatch dispatch) {
    String tag = scope.tag(dispatch.source());
    return dispatch.cases().stream()
        .filter(one -> one.tag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new RefusedCallException("unknown @type: " + tag))
        .body();
  }

  private String input(Template.InputFile file) {
    String path = PythonText.of(scope.require(file.source()));
    BoundInput input = new BoundInput(path, file.file().resolveParent(), file.file().mutable());
    inputs.add(input);
    return placement.place(inputs.size() - 1, input);
  }

  private void refuseShellOperator(Template template, String argument) {
    Template first =
        template instanceof Template.Joined joined && !joined.parts().isEmpty()
            ? joined.parts().get(0)
            : template;
    if (first instanceof Template.Word && SHELL_OPERATOR.test(argument)) {
      throw new RefusedCallException(
          "the descriptor of "
              + tool.id()
              + " has \""
              + argument
              + "\" as an argument, which only a shell understands, and tools are run without one:"
              + " leave out the parameter that it belongs to, or correct the descriptor");
    }
  }
}
