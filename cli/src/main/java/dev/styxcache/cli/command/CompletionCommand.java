package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.PicocliParser;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import java.util.List;

/** {@code styxcache completion}: prints a completion script for the shell. */
final class CompletionCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "completion",
        "Prints a script that lets bash and zsh complete styxcache's commands and options.",
        List.of(CommonOptions.DEBUG),
        "",
        false,
        List.of("", "Example:", "  source <(styxcache completion)"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    List<Syntax> all = Commands.all().stream().map(Command::syntax).toList();
    context.output().print(new PicocliParser(all, "", false).completion());
    return ExitCode.OK;
  }
}
