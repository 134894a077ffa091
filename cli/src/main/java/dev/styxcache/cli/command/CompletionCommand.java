package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.PicocliParser;
import dev.styxcache.cli.arguments.QuickParser;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.tool.Catalogs;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.tools.options.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code styxcache completion}: prints a completion script for the shell. */
final class CompletionCommand implements Command {

  private static final Option OF_TOOL =
      Option.flag(
          "Print how the last of the words behind \"styxcache tool\" can go on; the script asks for"
              + " this.",
          "--tool");

  /** Asks for tools, parameters and choices, and leaves all else to picocli's function. */
  private static final String TOOLS =
      """

      # Tools, their parameters and choices come from the catalogues.
      function _complete_styxcache_tool() {
        if [ "${COMP_WORDS[1]}" = tool ] && [ "$COMP_CWORD" -gt 1 ]; then
          local IFS=$'\\n'
          COMPREPLY=( $("${COMP_WORDS[0]}" completion --tool -- "${COMP_WORDS[@]:2:COMP_CWORD-1}" 2>/dev/null) )
          [ ${#COMPREPLY[@]} -eq 0 ] || return 0
        fi
        _complete_styxcache "$@"
      }
      complete -F _complete_styxcache_tool -o default styxcache styxcache.sh styxcache.bash
      """;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "completion",
        "Prints a script that lets bash and zsh complete commands, options, and tools with their"
            + " parameters.",
        List.of(OF_TOOL, CommonOptions.DEBUG),
        "[--] [WORD...]",
        true,
        List.of("", "Example:", "  source <(styxcache completion)"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    if (arguments.has(OF_TOOL)) {
      StringBuilder lines = new StringBuilder();
      for (String word : ofTool(arguments.operands(), context)) {
        lines.append(word).append('\n');
      }
      context.output().print(lines.toString());
      return ExitCode.OK;
    }
    List<Syntax> all = Commands.all().stream().map(Command::syntax).toList();
    context.output().print(new PicocliParser(all, "", false).completion() + TOOLS);
    return ExitCode.OK;
  }

  private static List<String> ofTool(List<String> words, Context context) {
    Syntax tool = new ToolCommand().syntax();
    List<String> line = new ArrayList<>(words);
    line.add(0, tool.name());
    int name = tool.firstOperand(line);
    if (name < 0) {
      return List.of();
    }
    Optional<Arguments> options = QuickParser.parse(tool, line.subList(1, name));
    if (options.isEmpty()) {
      return List.of();
    }
    Configuration configuration = CommonOptions.configuration(options.get(), context);
    if (name == line.size() - 1) {
      return Catalogs.require(configuration).names().stream()
          .filter(one -> one.startsWith(line.get(name)))
          .toList();
    }
    return Completion.of(
        Catalogs.tool(line.get(name), configuration, context).tool(),
        line.subList(name + 1, line.size()));
  }
}
