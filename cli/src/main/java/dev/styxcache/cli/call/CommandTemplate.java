package dev.styxcache.cli.call;

import dev.styxcache.domain.key.PathText;
import dev.styxcache.domain.key.TextWithInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds references to inputs in the arguments of a command. The argument for the tool and the
 * parameter in the key come from the same parts, so commands that differ for the tool have
 * different keys.
 *
 * <p>An argument refers to an input if it and the path of the input have the same normal form. A
 * trailing slash or {@code /.} is kept, since {@code cp} and {@code rsync} give it a meaning.
 * Inside an argument, <code>{NAME}</code> refers to the input of that name; other braces are
 * literal text.
 */
public final class CommandTemplate {

  /** In a class of its own: most commands have no braces, and the first pattern is slow. */
  private static final class Braces {
    static final Pattern OF_A_NAME = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
  }

  private final List<CallInput> inputs;
  private final Map<String, Integer> indexByName = new HashMap<>();
  private final Map<String, Integer> indexByNormalForm = new HashMap<>();

  /**
   * For the inputs of a call.
   *
   * @param inputs the inputs in the order of declaration
   */
  public CommandTemplate(List<CallInput> inputs) {
    this.inputs = List.copyOf(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      int index = i;
      inputs.get(i).name().ifPresent(name -> indexByName.put(name, index));
      indexByNormalForm.putIfAbsent(PathText.normalForm(inputs.get(i).path()), index);
    }
  }

  /**
   * Finds the inputs in an argument.
   *
   * @param text the argument as the user wrote it
   * @return the argument
   */
  public Argument argument(String text) {
    Integer whole = text.isEmpty() ? null : indexByNormalForm.get(PathText.normalForm(text));
    if (whole != null) {
      String rest = text.substring(endOfLastSegment(text));
      return rest.isEmpty()
          ? Argument.input(whole)
          : new Argument(List.of(new Argument.InputPath(whole), new Argument.Literal(rest)));
    }
    if (text.indexOf('{') < 0) {
      return Argument.literal(text);
    }
    List<Argument.Part> parts = new ArrayList<>();
    Matcher matcher = Braces.OF_A_NAME.matcher(text);
    int end = 0;
    while (matcher.find()) {
      Integer index = indexByName.get(matcher.group(1));
      if (index != null) {
        addLiteral(parts, text.substring(end, matcher.start()));
        parts.add(new Argument.InputPath(index));
        end = matcher.end();
      }
    }
    addLiteral(parts, text.substring(end));
    return parts.isEmpty() ? Argument.literal("") : new Argument(parts);
  }

  /**
   * Makes the parameter for an argument.
   *
   * @param argument the argument
   * @return a string, or a text with references to inputs
   */
  public Object parameter(Argument argument) {
    if (argument.parts().size() == 1
        && argument.parts().get(0) instanceof Argument.Literal literal
        && !indexByNormalForm.containsKey(PathText.normalForm(literal.text()))) {
      return literal.text();
    }
    List<TextWithInputs.Part> parts = new ArrayList<>();
    for (Argument.Part part : argument.parts()) {
      if (part instanceof Argument.Literal literal) {
        parts.add(new TextWithInputs.Literal(literal.text()));
      } else if (part instanceof Argument.InputPath input) {
        parts.add(new TextWithInputs.Input(inputs.get(input.index()).path()));
      }
    }
    return new TextWithInputs(parts);
  }

  private static void addLiteral(List<Argument.Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Argument.Literal(text));
    }
  }

  /** The end of the last segment that is not a dot; the length of a text without one. */
  private static int endOfLastSegment(String path) {
    int end = path.length();
    while (true) {
      while (end > 0 && path.charAt(end - 1) == '/') {
        end--;
      }
      int start = path.lastIndexOf('/', end - 1) + 1;
      if (end == 0) {
        return path.length();
      } else if (!path.substring(start, end).equals(".")) {
        return end;
      } else if (start == 0) {
        return path.length();
      }
      end = start;
    }
  }
}
