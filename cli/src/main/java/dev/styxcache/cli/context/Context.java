package dev.styxcache.cli.context;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it. Everything that a command takes from the process comes from here,
 * so that it can be tested without one.
 *
 * @param workingDirectory the working directory, absolute
 * @param environment the environment as the user has it
 * @param input the standard input
 * @param output the standard output, for results
 * @param error the standard error, for everything else
 * @param terminal what can be shown on standard error
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
        new Channel(new FileOutputStream(FileDescriptor.err), "standard error"),
        Terminal.of(LauncherFacts.terminal(), environment));
  }

  /**
   * The user's home directory.
   *
   * @return an absolute path
   */
  public Path home() {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  /**
   * Tells the user something that is no result.
   *
   * @param text what to tell
   */
  public void notice(String text) {
    error.freshLine("styxcache: " + text);
  }
}
