package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.File;
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

/** Starts processes, and says why one cannot be started. */
final class ToolStarter {

  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * How often a start is tried while the executable is open for writing. A program that has just
   * been written may be open for a moment in another child of this process: one that another thread
   * is starting, and that has inherited the file.
   */
  private static final int TRIES = 10;

  /** ETXTBSY as Java reports it, up to version 17 and since; the words depend on the locale. */
  private static final Pattern BUSY = Pattern.compile("error(=|: )26\\b");

  private static final long PAUSE_MILLIS = 20;

  private ToolStarter() {}

  /**
   * Starts a process, whose standard input is empty.
   *
   * @param pipes where its output goes; where there are none, into pipes of its own
   * @throws ToolNotStartedException if it cannot be started
   * @throws InvalidOutputException if its directory is not there
   */
  static Process start(ToolCommand command, RunMark mark, Optional<ToolPipes> pipes)
      throws InterruptedException {
    requirePassable(command);
    List<String> line = new ArrayList<>(command.arguments());
    line.set(0, command.executable().toString());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(command.directory().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File(NOTHING.toString())));
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
              + " is not there, so that the tool cannot run in it: it was deleted meanwhile;"
              + " run again",
          e);
    }
    if (!Files.exists(command.executable())) {
      return new ToolNotStartedException(
          Cause.NOT_FOUND,
          "the executable " + command.executable() + " was there a moment ago, and is not now");
    }
    String firstLine = interpreterLine(command.executable());
    String hint =
        firstLine.isEmpty()
            ? ""
            : "; its first line is " + firstLine + ": see that this interpreter is installed";
    return cannotStart(command, "the system says: " + messageOf(e) + hint);
  }

  private static ToolNotStartedException cannotStart(ToolCommand command, String why) {
    return new ToolNotStartedException(
        Cause.NOT_EXECUTABLE, "the command " + command.executable() + " cannot be started: " + why);
  }

  /** What the system said, without the arguments, which Java puts before it and may be long. */
  private static String messageOf(IOException e) {
    Throwable root = e.getCause() == null ? e : e.getCause();
    return Objects.requireNonNullElse(root.getMessage(), root.toString()).strip();
  }

  private static String interpreterLine(Path executable) {
    try (InputStream in = Files.newInputStream(executable)) {
      String start = new String(in.readNBytes(128), StandardCharsets.UTF_8);
      return start.startsWith("#!") ? start.lines().findFirst().orElse("").strip() : "";
    } catch (IOException e) {
      return ""; // Only a hint is lost; the failure itself is reported.
    }
  }
}
