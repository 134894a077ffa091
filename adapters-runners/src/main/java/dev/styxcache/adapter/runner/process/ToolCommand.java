package dev.styxcache.adapter.runner.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command with all that a process needs.
 *
 * @param arguments the arguments as the caller gave them, the command's name first
 * @param executable the file that is executed, absolute
 * @param directory the working directory
 * @param environment the environment
 * @param input a file with the standard input, which is empty otherwise
 */
public record ToolCommand(
    List<String> arguments,
    Path executable,
    Path directory,
    ToolEnvironment environment,
    Optional<Path> input) {

  /** Copies the arguments. */
  public ToolCommand {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("a command has at least one argument, its name");
    }
  }

  /**
   * A command with an empty standard input.
   *
   * @param arguments the arguments, the command's name first
   * @param executable the file that is executed, absolute
   * @param directory the working directory
   * @param environment the environment
   */
  public ToolCommand(
      List<String> arguments, Path executable, Path directory, ToolEnvironment environment) {
    this(arguments, executable, directory, environment, Optional.empty());
  }

  /** The name by which the command was called. */
  String name() {
    return arguments.get(0);
  }
}
