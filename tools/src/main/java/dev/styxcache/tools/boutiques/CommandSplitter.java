package dev.styxcache.tools.boutiques;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line of Boutiques into arguments, with the quotes and escapes of a shell. */
final class CommandSplitter {

  /** What a backslash escapes within double quotes; before anything else it stays. */
  private static final String ESCAPED_IN_QUOTES = "\\\"$`\n";

  private final List<String> arguments = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();

  private CommandSplitter() {}

  static List<String> split(String command) {
    return new CommandSplitter().run(command);
  }

  private List<String> run(String command) {
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
        i++;
        if (quote == '"' && ESCAPED_IN_QUOTES.indexOf(command.charAt(i)) < 0) {
          current.append('\\');
        }
        current.append(command.charAt(i));
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        end();
      } else {
        current.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the command line has an open quote: " + command);
    }
    end();
    return arguments;
  }

  private void end() {
    if (!current.isEmpty()) {
      arguments.add(current.toString());
      current.setLength(0);
    }
  }
}
