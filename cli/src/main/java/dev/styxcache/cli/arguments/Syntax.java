package dev.styxcache.cli.arguments;

import java.util.List;
import java.util.Optional;

/**
 * What a command can be given.
 *
 * @param name the command's name
 * @param summary one line on what it does
 * @param options its options, in the order of the help
 * @param operands what stands for its operands in the help; empty where it takes none
 * @param operandsAreCommand whether everything from the first operand on belongs to a command that
 *     is to be run, options of its own included
 * @param notes further lines of the help, examples among them
 */
public record Syntax(
    String name,
    String summary,
    List<Option> options,
    String operands,
    boolean operandsAreCommand,
    List<String> notes) {

  /** Copies the lists. */
  public Syntax {
    options = List.copyOf(options);
    notes = List.copyOf(notes);
  }

  /**
   * Finds an option.
   *
   * @param name one of its names
   * @return the option
   */
  public Optional<Option> option(String name) {
    for (Option option : options) {
      if (option.names().contains(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it takes operands.
   *
   * @return whether anything but options may follow
   */
  public boolean takesOperands() {
    return !operands.isEmpty();
  }
}
