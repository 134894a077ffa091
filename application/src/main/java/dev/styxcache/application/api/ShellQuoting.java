package dev.styxcache.application.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Quotes arguments for a POSIX shell, so that it reads them back unchanged. */
public final class ShellQuoting {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** Reserved words of the shell, which must be quoted at the start of a command. */
  private static final Set<String> RESERVED =
      Set.of(
          "case",
          "coproc",
          "do",
          "done",
          "elif",
          "else",
          "esac",
          "fi",
          "for",
          "function",
          "if",
          "in",
          "select",
          "then",
          "time",
          "until",
          "while");

  private ShellQuoting() {}

  /**
   * Quotes one argument.
   *
   * @param argument any text without NUL
   * @return the text itself if the shell reads it literally, else the text in single quotes
   */
  public static String quote(String argument) {
    return PLAIN.matcher(argument).matches() ? argument : inQuotes(argument);
  }

  /**
   * Quotes a command.
   *
   * @param command its arguments
   * @return a line for a shell
   */
  public static String quote(List<String> command) {
    return IntStream.range(0, command.size())
        .mapToObj(i -> i == 0 ? quoteFirst(command.get(i)) : quote(command.get(i)))
        .collect(Collectors.joining(" "));
  }

  /** At the start of a command, {@code a=b} sets a variable and {@code if} is a keyword. */
  private static String quoteFirst(String argument) {
    return argument.indexOf('=') >= 0 || RESERVED.contains(argument)
        ? inQuotes(argument)
        : quote(argument);
  }

  private static String inQuotes(String argument) {
    return "'" + argument.replace("'", "'\"'\"'") + "'";
  }
}
