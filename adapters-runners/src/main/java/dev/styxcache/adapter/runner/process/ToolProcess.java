package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.port.InvalidOutputException;
import dev.styxcache.application.port.OutputHandler;
import dev.styxcache.application.port.RunInterruptedException;
import dev.styxcache.application.port.ToolNotStartedException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs one process to its end.
 *
 * <p>The run ends when the process does, and when its streams have come to their ends. Processes
 * that it leaves behind and that hold its streams open get five seconds to let go of them, and are
 * ended then; those that do not hold them are none of the run's business.
 */
public final class ToolProcess {

  /** How soon a failing handler is noticed while the tool is silent. */
  private static final long POLL_MILLIS = 50;

  /** So long the last output of a tool that is being ended may take to be handled. */
  private static final long HANDLER_MILLIS = 1000;

  private final ToolCommand command;
  private final ProcessFamily family;
  private final Process process;
  private final StreamPump stdout;
  private final StreamPump stderr;
  private final AtomicReference<Throwable> failure;

  private ToolProcess(
      ToolCommand command, Process process, RunMark mark, OutputHandler out, OutputHandler err) {
    this.command = command;
    this.process = process;
    this.family = new ProcessFamily(process.toHandle(), mark);
    this.failure = new AtomicReference<>();
    this.stdout = pump("stdout", process.getInputStream(), out);
    this.stderr = pump("stderr", process.getErrorStream(), err);
  }

  /**
   * Starts a process with an empty standard input, hands its output on as it comes, and waits for
   * its end. What a handler throws, be it an exception or an error, ends the process and all that
   * it has started, and is thrown here.
   *
   * @param command what to start
   * @param stdout receives its standard output, in a thread of its own
   * @param stderr receives its standard error, in a thread of its own
   * @return how it ended
   * @throws ToolNotStartedException if it cannot be started
   * @throws InvalidOutputException if its working directory is not there
   * @throws RunInterruptedException if the thread is interrupted. The process and all that it has
   *     started have been ended: asked first, and killed after two seconds, or at once on a further
   *     interrupt
   */
  public static ToolResult run(ToolCommand command, OutputHandler stdout, OutputHandler stderr) {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      RunMark mark = RunMark.fresh();
      Process process = ToolStarter.start(command, mark);
      return new ToolProcess(command, process, mark, stdout, stderr).toTheEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException(
          "the run of " + command.name() + " was interrupted before it began", e);
    }
  }

  private StreamPump pump(String name, InputStream stream, OutputHandler handler) {
    return new StreamPump(
        "styxcache " + name + " of process " + process.pid(), stream, handler, this::fail);
  }

  /** Called by the pumps. */
  private void fail(Throwable thrown) {
    Throwable first = failure.updateAndGet(earlier -> earlier == null ? thrown : earlier);
    if (first != thrown) {
      first.addSuppressed(thrown);
    }
  }

  private boolean hasFailed() {
    return failure.get() != null;
  }

  private ToolResult toTheEnd() {
    try {
      stdout.start();
      stderr.start();
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !hasFailed()) {
        // A tool that is silent does not notice that nobody listens any more.
      }
      if (!hasFailed()) {
        new StreamEnds(family, List.of(stdout, stderr)).await(this::hasFailed);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (Throwable e) { // The tool must not outlive the run, whatever went wrong.
      fail(e);
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      end();
      throw Sneaky.<RuntimeException>asIs(thrown);
    }
    return new ToolResult(process.exitValue(), stdout.lastLines(), stderr.lastLines());
  }

  private RunInterruptedException interrupted(InterruptedException e) {
    List<Long> survivors = end();
    Thread.currentThread().interrupt();
    String end =
        survivors.isEmpty()
            ? "; it has been ended, with all that it had started"
            : "; of its processes, these could not be ended, see to them: " + survivors;
    RunInterruptedException interruption =
        new RunInterruptedException("the run of " + command.name() + " was interrupted" + end, e);
    Throwable thrown = failure.get();
    if (thrown != null) {
      interruption.addSuppressed(thrown);
    }
    return interruption;
  }

  /** Ends the processes, then the pumps. What the tool said to its end is still handed on. */
  private List<Long> end() {
    List<Long> survivors = family.end();
    for (StreamPump pump : List.of(stdout, stderr)) {
      try {
        if (!hasFailed()) {
          pump.awaitEnd(HANDLER_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      pump.breakOff(HANDLER_MILLIS);
    }
    return survivors;
  }
}
