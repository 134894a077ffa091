package dev.styxcache.cli.call;

import java.util.List;

/**
 * An argument of a command, with places for the paths of inputs.
 *
 * @param parts its parts in order
 */
public record Argument(List<Part> parts) {

  /** A piece of an argument. */
  public sealed interface Part {}

  /**
   * Text that the tool is given as it is.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {}

  /**
   * The path by which the tool sees an input.
   *
   * @param index the input's place in the order of declaration
   */
  public record InputPath(int index) implements Part {}

  /** Copies the parts. */
  public Argument {
    parts = List.copyOf(parts);
  }

  /**
   * An argument that is one text.
   *
   * @param text the text
   * @return the argument
   */
  public static Argument literal(String text) {
    return new Argument(List.of(new Literal(text)));
  }

  /**
   * An argument that is the path of an input.
   *
   * @param index the input's place
   * @return the argument
   */
  public static Argument input(int index) {
    return new Argument(List.of(new InputPath(index)));
  }

  /**
   * The text that the tool is given.
   *
   * @param seenPaths the paths by which the tool sees the inputs, in the order of declaration
   * @return the text
   */
  public String render(List<String> seenPaths) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof InputPath input) {
        text.append(seenPaths.get(input.index()));
      }
    }
    return text.toString();
  }
}
