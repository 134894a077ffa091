package dev.styxcache.tools.grammar;

import dev.styxcache.tools.grammar.Grammar.Choice;
import dev.styxcache.tools.grammar.Grammar.Maybe;
import dev.styxcache.tools.grammar.Grammar.OutputPath;
import dev.styxcache.tools.grammar.Grammar.Repeat;
import dev.styxcache.tools.grammar.Grammar.Sequence;
import dev.styxcache.tools.grammar.Grammar.Value;
import dev.styxcache.tools.grammar.Grammar.Word;
import dev.styxcache.tools.model.Access;
import dev.styxcache.tools.model.Constraint;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.Template;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import dev.styxcache.tools.model.ToolOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a tool of the command line that a reader of descriptors found. Not for use by threads. */
public final class ToolBuilder {

  private final String id;
  private final Grammar commandLine;
  private ToolDocs docs = ToolDocs.NONE;
  private List<StreamOutput> streams = List.of();
  private List<Constraint> constraints = List.of();
  private Optional<String> image = Optional.empty();
  private Map<String, String> environment = Map.of();

  /**
   * A tool.
   *
   * @param id its plain name
   * @param commandLine its command line, with the outputs on the sequences that they belong to
   */
  public ToolBuilder(String id, Sequence commandLine) {
    this.id = id;
    this.commandLine = commandLine;
  }

  /**
   * Sets what is said about the tool.
   *
   * @param value the docs
   * @return this
   */
  public ToolBuilder docs(ToolDocs value) {
    docs = value;
    return this;
  }

  /**
   * Sets the standard streams that are outputs.
   *
   * @param value the streams
   * @return this
   */
  public ToolBuilder streams(List<StreamOutput> value) {
    streams = value;
    return this;
  }

  /**
   * Sets the rules over several parameters.
   *
   * @param value the rules
   * @return this
   */
  public ToolBuilder constraints(List<Constraint> value) {
    constraints = value;
    return this;
  }

  /**
   * Sets the container image.
   *
   * @param value the image, if the descriptor names one
   * @return this
   */
  public ToolBuilder image(Optional<String> value) {
    image = value;
    return this;
  }

  /**
   * Sets the variables that the tool needs.
   *
   * @param value the variables by name
   * @return this
   */
  public ToolBuilder environment(Map<String, String> value) {
    environment = value;
    return this;
  }

  /**
   * Builds the tool.
   *
   * @return the tool
   */
  public Tool build() {
    Grammar simple = Simplifier.simplify(commandLine);
    Sequence root = simple instanceof Sequence sequence ? sequence : Grammar.sequence(simple);
    Bindings bindings = new Bindings();
    Shape.Struct parameters = new ParameterFinder(bindings).find(root);
    Template command = new Templates(bindings).of(root, false);
    OutputResolver resolver = new OutputResolver(bindings, root);
    List<ToolOutput> outputs = resolver.outputs();
    return new Tool(
        id,
        docs,
        (ParameterType.Struct) parameters.type(),
        command,
        outputs,
        resolver.streams(streams),
        constraints,
        image,
        environment);
  }

  /** Makes the template of a command line whose parameters have been found. */
  private record Templates(Bindings bindings) {

    Template of(Grammar part, boolean inArgument) {
      if (part instanceof Word word) {
        return new Template.Word(word.text());
      } else if (part instanceof OutputPath path) {
        return new Template.OutputFile(
            OutputNames.identifier(path.output()), path.prefix(), path.separate());
      } else if (part instanceof Value value) {
        Access source = source(value);
        return value.type() instanceof ParameterType.File file
            ? new Template.InputFile(source, file)
            : new Template.Value(source);
      } else if (part instanceof Sequence sequence) {
        return sequence(sequence, inArgument);
      } else if (part instanceof Maybe maybe) {
        Binding binding = bindings.require(maybe);
        Template body = of(maybe.body(), inArgument);
        return binding.shape() instanceof Shape.Flag
            ? new Template.IfSet(binding.access(), body)
            : new Template.IfPresent(binding.access(), body);
      } else if (part instanceof Repeat repeat) {
        return repeat(repeat, inArgument);
      }
      return choice((Choice) part, inArgument);
    }

    private Template sequence(Sequence sequence, boolean inArgument) {
      String separator = sequence.separator() == null && inArgument ? "" : sequence.separator();
      List<Template> parts = new ArrayList<>();
      sequence.parts().forEach(part -> parts.add(of(part, separator != null)));
      return separator == null ? new Template.Series(parts) : new Template.Joined(parts, separator);
    }

    private Template repeat(Repeat repeat, boolean inArgument) {
      Binding binding = bindings.require(repeat);
      Template body = of(repeat.body(), inArgument);
      String separator = repeat.bounds().separator();
      if (separator == null && inArgument) {
        separator = "";
      }
      if (!inArgument && !isOneArgument(body)) {
        separator = null;
      }
      return binding.shape() instanceof Shape.Count
          ? new Template.Times(source(repeat), body, separator)
          : new Template.ForEach(source(repeat), binding.id, body, separator);
    }

    private Template choice(Choice choice, boolean inArgument) {
      Binding binding = bindings.require(choice);
      Access source = source(choice);
      if (binding.shape() instanceof Shape.Flag) {
        return new Template.Either(
            source, of(choice.arms().get(0), inArgument), of(choice.arms().get(1), inArgument));
      }
      List<Template.Case> cases = new ArrayList<>();
      List<Shape.Variant> variants = ((Shape.Union) binding.shape()).variants();
      for (int i = 0; i < variants.size(); i++) {
        if (variants.get(i).shape() instanceof Shape.Struct) {
          cases.add(new Template.Case(variants.get(i).tag(), of(choice.arms().get(i), inArgument)));
        }
      }
      return cases.isEmpty() ? new Template.Value(source) : new Template.Dispatch(source, cases);
    }

    private Access source(Grammar part) {
      return bindings.require(part).access();
    }

    private static boolean isOneArgument(@Nullable Template template) {
      return template instanceof Template.Word
          || template instanceof Template.Value
          || template instanceof Template.InputFile
          || template instanceof Template.Joined
          || (template instanceof Template.ForEach each && each.separator() != null)
          || (template instanceof Template.Times times && times.separator() != null);
    }
  }
}
