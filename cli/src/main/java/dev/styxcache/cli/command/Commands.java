package dev.styxcache.cli.command;

import java.util.List;
import java.util.Optional;

/** All commands. */
public final class Commands {

  /** In the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "tool",
          "tools",
          "batch",
          "key",
          "hash",
          "ls",
          "show",
          "push",
          "pull",
          "config",
          "doctor",
          "lock",
          "clean",
          "completion");

  private Commands() {}

  /**
   * The names of the commands.
   *
   * @return the names in the order of the help
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Finds a command, and loads only its classes.
   *
   * @param name its name
   * @return the command; empty if there is none of that name
   */
  public static Optional<Command> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "run" -> new RunCommand();
          case "tool" -> new ToolCommand();
          case "tools" -> new ToolsCommand();
          case "batch" -> new BatchCommand();
          case "key" -> new KeyCommand();
          case "hash" -> new HashCommand();
          case "ls" -> new LsCommand();
          case "show" -> new ShowCommand();
          case "push" -> new PushCommand();
          case "pull" -> new PullCommand();
          case "config" -> new ConfigCommand();
          case "doctor" -> new DoctorCommand();
          case "lock" -> new LockCommand();
          case "clean" -> new CleanCommand();
          case "completion" -> new CompletionCommand();
          default -> null;
        });
  }

  /**
   * All commands.
   *
   * @return the commands in the order of the help
   */
  public static List<Command> all() {
    return NAMES.stream().map(name -> find(name).orElseThrow()).toList();
  }
}
