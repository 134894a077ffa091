package dev.styxcache.cli.context;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command. It takes everything from here and nothing from the process, so
 * that a test can pass its own.
 *
 * @param workingDirectory the working directory, absolute
 * @param environment the user's environment
 * @param input standard input
 * @param output standard output, for results
 * @param error standard error, for everything else
 * @param terminal what standard error can display
 */
public record Context(
    Path workingDirectory,
    Map<String, String> environment,
    InputStream input,
    Channel output,
    Channel error,
    Terminal terminal) {

  /** Copies the environment. */
  public Context {
    environment = Map.copyOf(environment);
  }

  /**
   * The context of this process.
   *
   * @return the context
   */
  public static Context ofProcess() {
    Map<String, String> environment = LauncherFacts.usersEnvironment(System.getenv());
    return new Context(
        Path.of("").toAbsolutePath(),
        environment,
        new FileInputStream(FileDescriptor.in),
        new Channel(new FileOutputStream(FileDescriptor.out), "standard output"),
        new Channel(new LossyStream(new FileOutputStream(FileDescriptor.err)), "standard error"),
        Terminal.of(LauncherFacts.terminal(), environment));
  }

  /**
   * Prints a message to standard error.
   *
   * @param text the message
   */
  public void notice(String text) {
    error.freshLine("styxcache: " + text);
  }
}
