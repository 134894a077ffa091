package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;

/** A command of the command line. */
public interface Command {

  /**
   * What it can be given.
   *
   * @return the syntax
   */
  Syntax syntax();

  /**
   * Does its work.
   *
   * @param arguments what it was given
   * @param context what it has around it
   * @return the exit code
   * @throws dev.styxcache.application.api.StyxCacheException if it cannot be done
   */
  int execute(Arguments arguments, Context context);
}
