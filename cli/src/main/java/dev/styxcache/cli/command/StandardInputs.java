package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.StandardInputFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Standard input of a call, by the option {@code --stdin}. */
final class StandardInputs {

  private static final Path OURS = Path.of("/proc/self/fd/0");
  private static final Path DEVICES = Path.of("/dev");

  private StandardInputs() {}

  /** Does something with a file that has standard input, if the option is given. */
  static <T> T with(Arguments arguments, Context context, Function<Optional<Path>, T> action) {
    if (!arguments.has(CommonOptions.STDIN)) {
      return action.apply(Optional.empty());
    }
    try (StandardInputFile file = StandardInputFile.read(context)) {
      return action.apply(Optional.of(file.path()));
    }
  }

  private static boolean isDevice() throws IOException {
    return Files.readSymbolicLink(OURS).startsWith(DEVICES);
  }

  /** Tells where data waits that nobody reads. A terminal has it when somebody types. */
  static void hint(Arguments arguments, Context context) {
    if (arguments.has(CommonOptions.STDIN) || arguments.value(CallOptions.REQUEST).isPresent()) {
      return;
    }
    try {
      InputStream input = context.input();
      if (input.available() > 0 && !(input instanceof FileInputStream && isDevice())) {
        context.notice(
            "the tool did not read standard input, where data waits; --stdin makes it an input, and"
                + " </dev/null leaves it out");
      }
    } catch (IOException e) {
      // It is closed, or this system has no /proc.
      LoggerFactory.getLogger(StandardInputs.class).debug("standard input is not looked at", e);
    }
  }
}
