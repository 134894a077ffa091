package dev.styxcache.adapter.runner.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A command with all that a process needs.
 *
 * @param arguments the arguments as the caller gave them, the command's name first
 * @param executable the file that is executed, absolute
 * @param directory the working directory
 * @param environment the environment
 */
public record ToolCommand(
    List<String> arguments, Path executable, Path directory, ToolEnvironment environment) {

  /** Copies the arguments. */
  public ToolCommand {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one argument, its name");
    }
  }

  /** The name by which the command was called. */
  String name() {
    return arguments.get(0);
  }
}
