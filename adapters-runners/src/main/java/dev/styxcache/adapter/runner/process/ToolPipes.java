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
 * Pipes that are there before the tool that writes to them.
 *
 * <p>When a process ends, Java reads at once all that is in its pipes into memory, and closes them.
 * What children that it has left behind write later would be lost or not, by chance; and where they
 * write without end, memory would fill up. A reader that begins before the process ends can prevent
 * this, but a tool may end sooner than any thread can begin. So the pipes are made for another
 * process, the keeper, which does nothing; the readers take hold of them; and then the tool is
 * started on the same pipes, and the keeper is let go.
 */
final class ToolPipes {

  /** Ends with its standard input. It is given no environment, of which a shell might complain. */
  private static final String[] KEEPER = {"/bin/sh", "-c", "read _"};

  private final Process keeper;
  private final Set<Path> names;

  private ToolPipes(Process keeper, Set<Path> names) {
    this.keeper = keeper;
    this.names = names;
  }

  /**
   * Makes pipes.
   *
   * @return the pipes; none where the system has no {@code /proc} through which they can be passed
   *     on, or the keeper cannot be started, in which case the tool probably cannot be either and
   *     will say why
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

  /** What the system calls a pipe, if it can be passed on. */
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
   * Whether a process writes to one of the pipes by its standard output or standard error. Further
   * descriptors do not count: for an instant, a process that is being started by this one has all
   * of this one's, the pipes of other runs among them.
   */
  boolean areUsedBy(ProcessHandle process) {
    return isOurs(descriptor(process, 1)) || isOurs(descriptor(process, 2));
  }

  private boolean isOurs(Path descriptor) {
    try {
      return names.contains(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return false; // It is closed, or the process has ended or is another user's.
    }
  }

  /** The process that the pipes were made for. */
  long pid() {
    return keeper.pid();
  }

  InputStream stdout() {
    return keeper.getInputStream();
  }

  InputStream stderr() {
    return keeper.getErrorStream();
  }

  /** Leaves the pipes to whoever else holds them. To be called when they are being read. */
  void letGo() {
    try {
      keeper.getOutputStream().close();
    } catch (IOException e) {
      keeper.toHandle().destroyForcibly();
    }
  }
}
