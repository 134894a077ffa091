package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;

/** A command of the command line. */
public interface Command {

  /**
   * Its options, operands and help.
   *
   * @return the syntax
   */
  Syntax syntax();

  /**
   * Executes it.
   *
   * @param arguments the parsed arguments
   * @param context the surroundings of the process
   * @return the exit code
   * @throws dev.styxcache.application.api.StyxCacheException if it fails
   */
  int execute(Arguments arguments, Context context);
}
