package dev.styxcache.cli;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.PicocliParser;
import dev.styxcache.cli.arguments.QuickParser;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.command.Command;
import dev.styxcache.cli.command.Commands;
import dev.styxcache.cli.command.CommonOptions;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.LauncherFacts;
import dev.styxcache.cli.context.RawArguments;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.Failure;
import dev.styxcache.cli.failure.OutputClosedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.jvm.LazyServiceClassLoader;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.domain.text.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The program: finds the command, executes it, and returns its exit code to the shell. */
public final class Main {

  private static final String LOG_PROVIDER = "slf4j.provider";
  private static final String OWN_LOG_LEVEL = "org.slf4j.simpleLogger.log.dev.styxcache";

  /** Libraries that talk to servers log their requests, credentials included. */
  private static final String LIBRARY_LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Main() {}

  /**
   * The entry point.
   *
   * @param arguments the command and its arguments
   * @throws IOException if this is a training run that cannot write to its directory
   */
  public static void main(String[] arguments) throws IOException {
    LazyServiceClassLoader.use(LauncherFacts.plugins());
    ClassWarmup.begin();
    String training = LauncherFacts.training();
    if (training != null) {
      Training.run(Path.of(training));
      return;
    }
    System.exit(run(List.of(arguments), Context.ofProcess()));
  }

  /**
   * Executes a command.
   *
   * @param arguments the command and its arguments
   * @param context the streams and the environment of the process
   * @return the exit code
   */
  public static int run(List<String> arguments, Context context) {
    boolean debug = isDebugged(arguments);
    configureLogging(debug);
    try {
      RawArguments.requireUnicode(arguments);
      return dispatch(arguments, context);
    } catch (Throwable e) {
      return report(e, debug, context);
    }
  }

  private static int dispatch(List<String> arguments, Context context) {
    Optional<Command> command =
        arguments.isEmpty() ? Optional.empty() : Commands.find(arguments.get(0));
    if (command.isEmpty()) {
      return withoutCommand(arguments, context);
    }
    Syntax syntax = command.get().syntax();
    Optional<Arguments> quick = QuickParser.parse(syntax, arguments.subList(1, arguments.size()));
    if (quick.isPresent()) {
      return command.get().execute(quick.get(), context);
    }
    PicocliParser.Parsed parsed = parser(List.of(syntax), context).parse(arguments);
    if (parsed.arguments().isEmpty()) {
      context.output().print(parsed.text());
      return ExitCode.OK;
    }
    return command.get().execute(parsed.arguments().get(), context);
  }

  /** Prints help or the version; anything else is wrong usage. */
  private static int withoutCommand(List<String> arguments, Context context) {
    if (!arguments.isEmpty() && !arguments.get(0).startsWith("-")) {
      throw new UsageException(
          "unknown command "
              + arguments.get(0)
              + NearestName.of(arguments.get(0), Commands.names())
                  .map(nearest -> "; the nearest is " + nearest)
                  .orElse("")
              + "; styxcache --help lists them");
    }
    List<Syntax> all = Commands.all().stream().map(Command::syntax).toList();
    context.output().print(parser(all, context).parse(arguments).text());
    return ExitCode.OK;
  }

  private static PicocliParser parser(List<Syntax> commands, Context context) {
    return new PicocliParser(commands, version(), context.terminal().colour());
  }

  private static String version() {
    return "styxcache "
        + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(not from a jar)")
        + " on Java "
        + Runtime.version();
  }

  /**
   * Sends the log to standard error with {@code --debug}, and nowhere else: users get notices.
   * Nothing may have logged before.
   */
  private static void configureLogging(boolean debug) {
    // Otherwise SLF4J reports that a provider is named.
    System.setProperty("slf4j.internal.verbosity", "WARN");
    // Named, so that SLF4J does not search all jars for a provider.
    if (debug) {
      System.setProperty(LOG_PROVIDER, "org.slf4j.simple.SimpleServiceProvider");
      System.setProperty(LIBRARY_LOG_LEVEL, "warn");
      System.setProperty(OWN_LOG_LEVEL, "debug");
    } else {
      System.setProperty(LOG_PROVIDER, "org.slf4j.helpers.NOP_FallbackServiceProvider");
    }
  }

  /** Whether the log is to be shown. What belongs to a tool's command line is the tool's. */
  private static boolean isDebugged(List<String> arguments) {
    if (!arguments.contains(CommonOptions.DEBUG.longName())) {
      return false;
    }
    Optional<Syntax> syntax = Commands.find(arguments.get(0)).map(Command::syntax);
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean operand = !argument.startsWith("-");
      if (argument.equals("--")
          || (operand && syntax.isPresent() && syntax.get().operandsAreCommand())) {
        return false;
      } else if (argument.equals(CommonOptions.DEBUG.longName())) {
        return true;
      }
      Optional<Option> option = syntax.flatMap(known -> known.option(argument));
      if (option.isPresent() && option.get().takesValue()) {
        i++;
      }
    }
    return arguments.get(0).equals(CommonOptions.DEBUG.longName());
  }

  private static int report(Throwable thrown, boolean debug, Context context) {
    Failure failure = Failure.of(thrown);
    if (failure.message().isEmpty() || Interruption.isUnderWay()) {
      return failure.exitCode();
    }
    try {
      context.notice(failure.message());
      if (debug) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        context.error().print(trace.toString());
      }
    } catch (OutputClosedException e) {
      return ExitCode.OUTPUT_CLOSED;
    } catch (CommandFailedException e) {
      // Standard error cannot be written to: only the exit code is left.
      return failure.exitCode();
    }
    return failure.exitCode();
  }
}
