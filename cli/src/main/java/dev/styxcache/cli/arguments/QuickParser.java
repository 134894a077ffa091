package dev.styxcache.cli.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses unambiguous arguments: full option names, with values in arguments of their own. Gives the
 * same result as {@link PicocliParser}, or none. Exists because picocli takes longer to load than a
 * whole hit takes.
 */
public final class QuickParser {

  private QuickParser() {}

  /**
   * Parses arguments.
   *
   * @param syntax the syntax of the command
   * @param arguments the arguments after the command's name
   * @return the result; empty if picocli must parse them
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
