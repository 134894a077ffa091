package dev.styxcache.adapter.runner.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Pipes that exist before the tool that writes to them.
 *
 * <p>When a process ends, Java drains its pipes into memory and closes them. Output of its
 * background processes would be lost by chance, and endless output would fill the memory. A reader
 * that starts before the process ends prevents this, but a tool can end before any thread starts.
 * So the pipes are created for another process, the keeper, which does nothing; the readers lock
 * them; then the tool is started on the same pipes, and the keeper is released.
 */
final class ToolPipes {

  /** Ends with its standard input. It gets no environment, which could make a shell complain. */
  private static final String[] KEEPER = {"/bin/sh", "-c", "read _"};

  private final Process keeper;
  private final Set<Path> names;

  private ToolPipes(Process keeper, Set<Path> names) {
    this.keeper = keeper;
    this.names = names;
  }

  /**
   * Creates pipes.
   *
   * @return the pipes; empty where the system has no {@code /proc} to pass them on, or the keeper
   *     cannot be started, in which case the tool's start probably fails too and says why
   */
  static Optional<ToolPipes> open() {
    if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
      return Optional.empty();
    }
    ProcessBuilder builder = new ProcessBuilder(KEEPER).directory(new File("/"));
    builder.environment().clear();
    try {
      Process keeper = builder.start();
      try {
        return Optional.of(new ToolPipes(keeper, Set.of(name(keeper, 1), name(keeper, 2))));
      } catch (IOException e) {
        keeper.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The system's name of a pipe, if it can be passed on. */
  private static Path name(Process keeper, int descriptor) throws IOException {
    Path end = descriptor(keeper.toHandle(), descriptor);
    if (!Files.isWritable(end)) {
      throw new AccessDeniedException(end.toString());
    }
    return Files.readSymbolicLink(end);
  }

  private static Path descriptor(ProcessHandle process, int number) {
    return Path.of("/proc", Long.toString(process.pid()), "fd", Integer.toString(number));
  }

  void applyTo(ProcessBuilder builder) {
    builder.redirectOutput(writingEnd(1)).redirectError(writingEnd(2));
  }

  private ProcessBuilder.Redirect writingEnd(int number) {
    return ProcessBuilder.Redirect.to(descriptor(keeper.toHandle(), number).toFile());
  }

  /**
   * Whether one of the pipes is a process's standard output or standard error. Other descriptors do
   * not count: a process that this one is just starting has all descriptors of this one for an
   * instant, pipes of other runs among them.
   */
  boolean areUsedBy(ProcessHandle process) {
    return isOurs(descriptor(process, 1)) || isOurs(descriptor(process, 2));
  }

  private boolean isOurs(Path descriptor) {
    try {
      return names.contains(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return false; // It is closed, or the process ended or is another user's.
    }
  }

  /** The keeper's id. */
  long pid() {
    return keeper.pid();
  }

  InputStream stdout() {
    return keeper.getInputStream();
  }

  InputStream stderr() {
    return keeper.getErrorStream();
  }

  /** Releases the keeper. Called when the pipes are being read. */
  void letGo() {
    try {
      keeper.getOutputStream().close();
    } catch (IOException e) {
      keeper.toHandle().destroyForcibly();
    }
  }
}
