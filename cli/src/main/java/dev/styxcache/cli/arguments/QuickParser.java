package dev.styxcache.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads arguments that leave no doubt: options by their full names, values of their own. It answers
 * as {@link PicocliParser} would, or not at all; it is there because picocli takes longer to load
 * than a hit takes as a whole.
 */
public final class QuickParser {

  private QuickParser() {}

  /**
   * Reads arguments.
   *
   * @param syntax what the command can be given
   * @param arguments what follows the command's name
   * @return what was given, or nothing where it takes more than this to tell
   */
  public static Optional<Arguments> parse(Syntax syntax, List<String> arguments) {
    List<Arguments.Given> options = new ArrayList<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      if (!argument.startsWith("-")) {
        if (syntax.operandsAreCommand()) {
          operands.addAll(arguments.subList(i, arguments.size()));
          break;
        }
        operands.add(argument);
        continue;
      }
      Optional<Option> option = syntax.option(argument);
      if (option.isEmpty()) {
        return Optional.empty();
      } else if (!option.get().takesValue()) {
        options.add(new Arguments.Given(option.get(), ""));
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
        i++;
        options.add(new Arguments.Given(option.get(), arguments.get(i)));
      } else {
        return Optional.empty();
      }
    }
    if (!operands.isEmpty() && !syntax.takesOperands()) {
      return Optional.empty();
    }
    return Optional.of(new Arguments(options, operands));
  }
}
