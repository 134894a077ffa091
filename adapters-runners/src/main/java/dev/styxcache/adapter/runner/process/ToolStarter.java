package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Starts processes, and explains failures to start. */
final class ToolStarter {

  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * Number of attempts while the executable is open for writing. A program that was just written
   * can be open for a moment in a child that another thread is starting, which inherited the file.
   */
  private static final int TRIES = 10;

  /** ETXTBSY in the messages of Java up to 17 and since; the words depend on the locale. */
  private static final Pattern BUSY = Pattern.compile("error(=|: )26\\b");

  private static final long PAUSE_MILLIS = 20;

  private ToolStarter() {}

  /**
   * Starts a process.
   *
   * @param pipes receive its output; if empty, it gets pipes of its own
   * @throws ToolNotStartedException if it cannot be started
   * @throws InvalidOutputException if its directory does not exist
   */
  static Process start(ToolCommand command, RunMark mark, Optional<ToolPipes> pipes)
      throws InterruptedException {
    requirePassable(command);
    List<String> line = new ArrayList<>(command.arguments());
    line.set(0, command.executable().toString());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(command.directory().toFile())
            .redirectInput(command.input().orElse(NOTHING).toFile());
    command.environment().applyTo(builder);
    mark.applyTo(builder);
    pipes.ifPresent(there -> there.applyTo(builder));
    for (int tries = 1; ; tries++) {
      try {
        return builder.start();
      } catch (IOException e) {
        if (tries == TRIES || !isBusy(e)) {
          throw whyNot(command, e);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static void requirePassable(ToolCommand command) {
    List<String> arguments = command.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      String what = "argument " + i;
      ProcessText.findFault(arguments.get(i))
          .ifPresent(
              fault -> {
                throw cannotStart(command, what + " " + fault);
              });
    }
    for (Path path : List.of(command.executable(), command.directory())) {
      if (!Path.of(path.toString()).equals(path)) {
        throw cannotStart(command, "the name of " + path + " is not valid Unicode: rename it");
      }
    }
  }

  private static boolean isBusy(IOException e) {
    return BUSY.matcher(messageOf(e)).find();
  }

  private static RuntimeException whyNot(ToolCommand command, IOException e) {
    if (!Files.isDirectory(command.directory())) {
      return new InvalidOutputException(
          "the output directory "
              + command.directory()
              + " does not exist, so the tool cannot run in it: it was deleted meanwhile;"
              + " run again",
          e);
    }
    if (!Files.exists(command.executable())) {
      return new ToolNotStartedException(
          Cause.NOT_FOUND,
          "the executable " + command.executable() + " was deleted just now: run again");
    }
    String firstLine = interpreterLine(command.executable());
    String hint =
        firstLine.isEmpty()
            ? ""
            : "; its first line is " + firstLine + ": check that this interpreter is installed";
    return cannotStart(command, "the system says: " + messageOf(e) + hint);
  }

  private static ToolNotStartedException cannotStart(ToolCommand command, String why) {
    return new ToolNotStartedException(
        Cause.NOT_EXECUTABLE, "the command " + command.executable() + " cannot be started: " + why);
  }

  /** The system's message, without the arguments that Java puts before it, which can be long. */
  private static String messageOf(IOException e) {
    Throwable root = e.getCause() == null ? e : e.getCause();
    return Objects.requireNonNullElse(root.getMessage(), root.toString()).strip();
  }

  private static String interpreterLine(Path executable) {
    try (InputStream in = Files.newInputStream(executable)) {
      String start = new String(in.readNBytes(128), StandardCharsets.UTF_8);
      return start.startsWith("#!") ? start.lines().findFirst().orElse("").strip() : "";
    } catch (IOException e) {
      return ""; // Only a hint is missing; the failure itself is reported.
    }
  }
}
