package dev.styxcache.tools.options;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.json.PythonText;
import dev.styxcache.tools.model.Constraint;
import dev.styxcache.tools.model.Docs;
import dev.styxcache.tools.model.Parameter;
import dev.styxcache.tools.model.ParameterType;
import dev.styxcache.tools.model.PathToken;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.model.ToolDocs;
import dev.styxcache.tools.model.ToolOutput;
import dev.styxcache.tools.validate.Types;
import dev.styxcache.tools.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the help of a tool: what it does, each parameter, and what comes out. */
public final class ToolHelp {

  private static final int WIDTH = 100;

  private final DescribedTool described;
  private final String calledAs;
  private final StringBuilder text = new StringBuilder();

  private ToolHelp(DescribedTool described, String calledAs) {
    this.described = described;
    this.calledAs = calledAs;
  }

  /**
   * Writes the help of a tool.
   *
   * @param tool the tool
   * @param calledAs how the user calls it: by its name, or by the path of its descriptor
   * @return lines, each with its end
   */
  public static String of(DescribedTool tool, String calledAs) {
    return new ToolHelp(tool, calledAs).write();
  }

  private String write() {
    Tool tool = described.tool();
    ToolDocs docs = tool.docs();
    line(0, described.name() + docs.version().map(version -> ", " + version).orElse(""));
    docs.description().ifPresent(description -> line(2, description));
    described.image().ifPresent(image -> line(2, "Container image: " + image));
    tool.environment().forEach((name, value) -> line(2, "Environment: " + name + "=" + value));
    title("Usage");
    line(2, "styxcache tool " + calledAs + usage(tool.parameters()));
    if (!tool.parameters().fields().isEmpty()) {
      title("Parameters");
      parameters("--", tool.parameters());
    }
    tool.constraints().forEach(this::constraint);
    title("Outputs");
    tool.outputs().forEach(this::output);
    tool.streams().forEach(this::stream);
    line(2, ToolOutput.ROOT + ": the output directory");
    notes("Authors", docs.authors());
    notes("To cite", docs.citations());
    notes("More", docs.urls());
    return text.toString();
  }

  private static String usage(ParameterType.Struct parameters) {
    StringBuilder usage = new StringBuilder();
    for (Parameter parameter : parameters.fields()) {
      if (parameter.required()) {
        usage.append(" --").append(parameter.name());
        usage.append(value(parameter.type()));
      }
    }
    boolean more = parameters.fields().stream().anyMatch(parameter -> !parameter.required());
    return usage.append(more ? " [--NAME VALUE]..." : "").toString();
  }

  private static String value(ParameterType type) {
    if (type instanceof ParameterType.Flag) {
      return "";
    } else if (type instanceof ParameterType.ListOf list) {
      return value(list.item()) + "...";
    } else if (type instanceof ParameterType.File) {
      return " FILE";
    } else if (type instanceof ParameterType.Text) {
      return " TEXT";
    } else if (type instanceof ParameterType.Choice) {
      return " CHOICE";
    }
    boolean number =
        type instanceof ParameterType.Whole
            || type instanceof ParameterType.Decimal
            || type instanceof ParameterType.Count;
    return number ? " NUMBER" : " JSON";
  }

  private void parameters(String prefix, ParameterType.Struct struct) {
    for (Parameter parameter : struct.fields()) {
      String name = prefix + parameter.name();
      line(2, name + value(parameter.type()) + (parameter.required() ? "  (required)" : ""));
      about(parameter.docs());
      ParameterType type = parameter.type();
      if (!(type instanceof ParameterType.Flag)) {
        Json usual = parameter.defaultValue();
        line(6, Types.text(type) + (usual == null ? "" : "; default " + shown(usual)));
      }
      nested(name + ".", type instanceof ParameterType.ListOf list ? list.item() : type);
    }
  }

  private static String shown(Json value) {
    return value instanceof Json.Arr || value instanceof Json.Obj
        ? CanonicalJson.write(value)
        : PythonText.of(value);
  }

  private void nested(String prefix, ParameterType type) {
    if (type instanceof ParameterType.Struct struct) {
      parameters(prefix, struct);
    } else if (type instanceof ParameterType.Union union) {
      for (ParameterType.Arm arm : union.arms()) {
        line(2, prefix + Validator.TYPE + " " + arm.tag());
        parameters(prefix, arm.struct());
      }
    }
  }

  private void constraint(Constraint constraint) {
    if (constraint instanceof Constraint.MutuallyExclusive one) {
      line(2, "At most one of " + String.join(", ", one.members()));
    } else if (constraint instanceof Constraint.OneRequired one) {
      line(2, "At least one of " + String.join(", ", one.members()));
    } else if (constraint instanceof Constraint.AllOrNone one) {
      line(2, "All or none of " + String.join(", ", one.members()));
    } else if (constraint instanceof Constraint.Requires one) {
      String value = one.value().map(given -> " " + shown(given)).orElse("");
      line(2, one.parameter() + value + " requires " + String.join(", ", one.others()));
    } else if (constraint instanceof Constraint.Disables one) {
      String value = one.value().map(given -> " " + shown(given)).orElse("");
      line(2, one.parameter() + value + " excludes " + String.join(", ", one.others()));
    }
  }

  private void output(ToolOutput output) {
    String paths =
        output.paths().stream()
            .map(rule -> rule.tokens().stream().map(ToolHelp::token).collect(Collectors.joining()))
            .distinct()
            .collect(Collectors.joining(" or "));
    String kind =
        switch (output.kind()) {
          case FILE -> output.repeated() ? "a list of files, " : "";
          case MATCHES -> "all files that match ";
          case MUTABLE_COPY -> "the changed copy of ";
        };
    line(2, output.name() + ": " + kind + paths + (output.optional() ? " (optional)" : ""));
    about(output.docs());
  }

  private static String token(PathToken token) {
    return token instanceof PathToken.Reference reference
        ? "{" + reference.parameter() + "}"
        : ((PathToken.Literal) token).text();
  }

  private void stream(StreamOutput stream) {
    String name = stream.stream().name().toLowerCase(Locale.ROOT);
    line(2, stream.name() + ": the lines of " + name);
    about(stream.docs());
  }

  private void about(Docs docs) {
    docs.description().or(docs::title).ifPresent(about -> line(6, about));
  }

  private void notes(String title, List<String> notes) {
    if (!notes.isEmpty()) {
      title(title);
      notes.forEach(note -> line(2, note));
    }
  }

  private void title(String title) {
    text.append('\n').append(title).append(":\n");
  }

  /** Writes words in lines of some width. */
  private void line(int indent, String words) {
    String margin = " ".repeat(indent);
    List<String> line = new ArrayList<>();
    int length = indent;
    for (String word : words.trim().split("\\s+", -1)) {
      if (!line.isEmpty() && length + word.length() >= WIDTH) {
        text.append(margin).append(String.join(" ", line)).append('\n');
        line.clear();
        length = indent;
      }
      line.add(word);
      length += word.length() + 1;
    }
    text.append(margin).append(String.join(" ", line)).append('\n');
  }
}
