package dev.styxcache.application.port;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes arguments so that a POSIX shell reads them back as they were. */
public final class ShellQuoting {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuoting() {}

  /**
   * Quotes one argument.
   *
   * @param argument any text without NUL
   * @return the same text where a shell takes it as it is, else the text in single quotes
   */
  public static String quote(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\"'\"'") + "'";
  }

  /**
   * Quotes a command.
   *
   * @param command its arguments
   * @return a line for a shell
   */
  public static String quote(List<String> command) {
    return command.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }
}
