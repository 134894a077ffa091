package dev.styxcache.cli.call;

import java.util.List;

/**
 * An argument of a command, with placeholders for the paths of inputs.
 *
 * @param parts its parts in order
 */
public record Argument(List<Part> parts) {

  /** A piece of an argument. */
  public sealed interface Part {}

  /**
   * Literal text.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {}

  /**
   * A placeholder for the path at which the tool sees an input.
   *
   * @param index the index of the input in the order of declaration, from 0
   */
  public record InputPath(int index) implements Part {}

  /** Copies the parts. */
  public Argument {
    parts = List.copyOf(parts);
  }

  /**
   * An argument without placeholders.
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
   * @param index the index of the input, from 0
   * @return the argument
   */
  public static Argument input(int index) {
    return new Argument(List.of(new InputPath(index)));
  }

  /**
   * Replaces the placeholders.
   *
   * @param seenPaths the paths at which the tool sees the inputs, in the order of declaration
   * @return the argument for the tool
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
