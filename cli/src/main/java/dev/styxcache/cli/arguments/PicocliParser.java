package dev.styxcache.cli.arguments;

import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.text.NearestName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses arguments with picocli, explains errors, and writes the help and the completion. */
public final class PicocliParser {

  /** Name of the program in the help and in the completion. */
  private static final String PROGRAM = "styxcache";

  private final CommandLine program;
  private final List<Arguments.Given> given = new ArrayList<>();

  /**
   * For a program with some commands.
   *
   * @param commands the commands, in the order of the help
   * @param version what {@code --version} prints
   * @param colour whether the help is coloured
   */
  public PicocliParser(List<Syntax> commands, String version, boolean colour) {
    CommandSpec spec =
        CommandSpec.create().name(PROGRAM).mixinStandardHelpOptions(true).version(version);
    spec.usageMessage()
        .description("Runs command-line tools, and runs none twice with the same inputs.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Example:",
            "  styxcache run -i t1.nii -o brain.nii -- bet t1.nii brain.nii",
            "  styxcache COMMAND --help shows the help of a command.");
    for (Syntax syntax : commands) {
      spec.addSubcommand(syntax.name(), command(syntax, version));
    }
    program =
        new CommandLine(spec)
            .setExpandAtFiles(false)
            .setTrimQuotes(false)
            .setOverwrittenOptionsAllowed(true)
            .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
    for (Syntax syntax : commands) {
      CommandLine command = program.getSubcommands().get(syntax.name());
      if (command != null) {
        command.setStopAtPositional(syntax.operandsAreCommand());
      }
    }
  }

  /**
   * A command to execute, or a text to print.
   *
   * @param arguments the arguments of the command; empty if there is a text to print
   * @param text the help or the version
   */
  public record Parsed(Optional<Arguments> arguments, String text) {}

  /**
   * Parses arguments.
   *
   * @param arguments the command and its arguments
   * @return the result
   * @throws UsageException if they are invalid; the message names the nearest valid option
   */
  public Parsed parse(List<String> arguments) {
    given.clear();
    ParseResult result;
    try {
      result = program.parseArgs(arguments.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(explain(e), e);
    }
    StringWriter text = new StringWriter();
    if (printHelp(result.asCommandLineList(), new PrintWriter(text))) {
      return new Parsed(Optional.empty(), text.toString());
    }
    ParseResult command = result.subcommand();
    if (command == null) {
      throw new UsageException("which command? " + String.join(", ", names()) + "; try --help");
    }
    return new Parsed(Optional.of(new Arguments(given, operands(command))), "");
  }

  /**
   * The completion for bash and zsh.
   *
   * @return a shell script
   */
  public String completion() {
    return AutoComplete.bash(PROGRAM, program);
  }

  /**
   * The help of a command that does not leave it to {@link #parse}.
   *
   * @param command its name
   * @return the text
   */
  public String usage(String command) {
    CommandLine found = program.getSubcommands().get(command);
    return found == null ? "" : found.getUsageMessage();
  }

  private List<String> names() {
    return List.copyOf(program.getSubcommands().keySet());
  }

  private static boolean printHelp(List<CommandLine> commands, PrintWriter out) {
    boolean printed = false;
    for (CommandLine command : commands) {
      if (command.isUsageHelpRequested()) {
        command.usage(out);
        printed = true;
      } else if (command.isVersionHelpRequested()) {
        command.printVersionHelp(out);
        printed = true;
      }
    }
    out.flush();
    return printed;
  }

  private static List<String> operands(ParseResult command) {
    List<String> operands = new ArrayList<>();
    for (PositionalParamSpec operand : command.matchedPositionals()) {
      operands.addAll(operand.stringValues());
    }
    return operands;
  }

  private CommandSpec command(Syntax syntax, String version) {
    boolean ownHelp = syntax.options().contains(Option.HELP);
    CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(!ownHelp).version(version);
    spec.usageMessage()
        .description(syntax.summary())
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .footer(syntax.notes().toArray(new String[0]));
    for (Option option : syntax.options()) {
      spec.addOption(option(option));
    }
    if (syntax.takesOperands()) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .index("0..*")
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(syntax.operands())
              .hideParamSyntax(true)
              .build());
    }
    return spec;
  }

  /**
   * Records each occurrence, since the order among different options matters: it is the order of
   * the inputs.
   */
  private OptionSpec option(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(new String[0])).description(option.description());
    if (!option.takesValue()) {
      return builder.arity("0").type(boolean.class).setter(recording(option)).build();
    }
    return builder
        .arity("1")
        .type(String.class)
        .paramLabel(option.label())
        .setter(recording(option))
        .build();
  }

  private ISetter recording(Option option) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        // Picocli sets null and false once, before it reads the arguments.
        if (value instanceof String text) {
          given.add(new Arguments.Given(option, text));
        } else if (Boolean.TRUE.equals(value)) {
          given.add(new Arguments.Given(option, ""));
        }
        return value;
      }
    };
  }

  private static String explain(ParameterException e) {
    String message = String.valueOf(e.getMessage());
    StringBuilder text = new StringBuilder(message.length() + 80);
    text.append(message.substring(0, 1).toLowerCase(Locale.ROOT)).append(message.substring(1));
    if (e instanceof UnmatchedArgumentException unmatched) {
      NearestName.of(
              unmatched.getUnmatched().get(0),
              e.getCommandLine().getCommandSpec().optionsMap().keySet())
          .ifPresent(nearest -> text.append("; the nearest is ").append(nearest));
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return text.append("; see ").append(command).append(" --help").toString();
  }
}
