package dev.styxcache.domain.key;

import java.util.List;

/**
 * An argument of a command that names inputs, also in the midst of other text, such as {@code
 * --mask=mask.nii}. In the key each input is its digest, as it is where a parameter is an input's
 * path and nothing else.
 *
 * @param parts literal texts and paths of inputs, in order
 */
public record TextWithInputs(List<Part> parts) {

  /** A piece of the text. */
  public sealed interface Part {}

  /**
   * Text that enters the key as it is.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {}

  /**
   * The path of an input.
   *
   * @param path the path, as the input was declared
   */
  public record Input(String path) implements Part {}

  /** Copies the parts. */
  public TextWithInputs {
    parts = List.copyOf(parts);
  }
}
