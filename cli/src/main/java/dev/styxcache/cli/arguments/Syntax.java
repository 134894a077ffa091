package dev.styxcache.cli.arguments;

import java.util.List;
import java.util.Optional;

/**
 * The options and operands of a command, and its help.
 *
 * @param name the command's name
 * @param summary one line for the help
 * @param options its options, in the order of the help
 * @param operands the placeholder of the operands in the help; empty if it takes none
 * @param operandsAreCommand whether everything from the first operand on is the command of a tool,
 *     with options of its own
 * @param notes further lines of the help, such as examples
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
   * @return the option; empty if the command has none of that name
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
   * Finds where the operands begin, without a full parse.
   *
   * @param arguments the name of the command, and its arguments
   * @return the index of the first operand; -1 if there is none
   */
  public int firstOperand(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        return i;
      }
      Optional<Option> option = option(argument);
      if (option.isPresent() && option.get().takesValue()) {
        i++;
      }
    }
    return -1;
  }

  /**
   * Whether it takes operands.
   *
   * @return true if arguments other than options are allowed
   */
  public boolean takesOperands() {
    return !operands.isEmpty();
  }
}
