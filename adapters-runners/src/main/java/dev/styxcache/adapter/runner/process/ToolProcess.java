package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolNotStartedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs one process to its end.
 *
 * <p>The run ends when the process and its streams have ended. Background processes that hold the
 * streams open get five seconds to close them, and are ended then; others are left alone.
 */
public final class ToolProcess {

  /** Interval of checks for a failed handler while the tool is silent, in milliseconds. */
  private static final long POLL_MILLIS = 50;

  /** Maximum time for handling the last output of a tool that is being ended, in milliseconds. */
  private static final long HANDLER_MILLIS = 1000;

  private final ToolCommand command;
  private final Process process;
  private final ProcessFamily family;
  private final ToolStreams streams;
  private final RunEnding ending;

  private ToolProcess(
      ToolCommand command, Process process, RunMark mark, ToolStreams streams, RunEnding ending) {
    this.command = command;
    this.ending = ending;
    this.process = process;
    this.family = new ProcessFamily(process.toHandle(), mark);
    this.streams = streams;
  }

  /**
   * Starts a process with an empty standard input, passes its output on as it comes, and waits for
   * its end. An exception or error of a handler ends the process and its descendants, and is thrown
   * here.
   *
   * @param command what to start
   * @param stdout receives its standard output, in a thread of its own
   * @param stderr receives its standard error, in a thread of its own
   * @return how it ended
   * @throws ToolNotStartedException if it cannot be started
   * @throws InvalidOutputException if its working directory does not exist
   * @throws RunInterruptedException if the thread is interrupted. The process and its descendants
   *     have been ended: by SIGTERM, and SIGKILL after two seconds, or at once on a second
   *     interrupt
   */
  public static ToolResult run(ToolCommand command, OutputHandler stdout, OutputHandler stderr) {
    return run(command, stdout, stderr, RunEnding.ofProcesses());
  }

  /**
   * The same for a process that starts something elsewhere.
   *
   * @param command what to start
   * @param stdout receives its standard output, in a thread of its own
   * @param stderr receives its standard error, in a thread of its own
   * @param ending ends what it started elsewhere, before the process itself is ended. Not called
   *     where the process ends by itself
   * @return how it ended
   * @throws ToolNotStartedException if it cannot be started
   * @throws InvalidOutputException if its working directory does not exist
   * @throws RunInterruptedException if the thread is interrupted
   */
  public static ToolResult run(
      ToolCommand command, OutputHandler stdout, OutputHandler stderr, RunEnding ending) {
    return run(command, stdout, stderr, ending, ToolPipes::open);
  }

  static ToolResult run(
      ToolCommand command,
      OutputHandler stdout,
      OutputHandler stderr,
      RunEnding ending,
      Supplier<Optional<ToolPipes>> opening) {
    ToolStreams streams = new ToolStreams(stdout, stderr);
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return start(command, streams, ending, opening.get()).toTheEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException(
          "the run of " + command.name() + " was interrupted before it began", e);
    }
  }

  private static ToolProcess start(
      ToolCommand command, ToolStreams streams, RunEnding ending, Optional<ToolPipes> pipes)
      throws InterruptedException {
    RunMark mark = new RunMark(pipes);
    boolean started = false;
    try {
      if (pipes.isPresent()) {
        streams.read(pipes.get().stdout(), pipes.get().stderr(), pipes.get().pid());
      }
      Process process = ToolStarter.start(command, mark, pipes);
      started = true;
      return new ToolProcess(command, process, mark, streams, ending);
    } finally {
      if (!started) {
        streams.breakOff(0);
      }
      pipes.ifPresent(ToolPipes::letGo);
    }
  }

  private ToolResult toTheEnd() {
    try {
      if (!streams.areRead()) {
        streams.read(process.getInputStream(), process.getErrorStream(), process.pid());
      }
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !streams.hasFailed()) {
        // A silent tool does not notice that its output is no longer read.
      }
      if (!streams.hasFailed()) {
        new StreamEnds(family, streams.pumps()).await(streams::hasFailed);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (Throwable e) { // The tool must not outlive the run, whatever went wrong.
      streams.fail(e);
    }
    Optional<Throwable> failure = streams.failure();
    if (failure.isPresent()) {
      end()
          .ifPresent(
              left -> failure.get().addSuppressed(new IllegalStateException("a run" + left)));
      throw ToolProcess.<RuntimeException>asIs(failure.get());
    }
    return new ToolResult(
        process.exitValue(),
        streams.pumps().get(0).lastLines(),
        streams.pumps().get(1).lastLines());
  }

  /** Even a checked exception of a handler in another language of the JVM is thrown unwrapped. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T asIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private RunInterruptedException interrupted(InterruptedException e) {
    Optional<String> left = end();
    Thread.currentThread().interrupt();
    RunInterruptedException interruption =
        new RunInterruptedException(
            "the run of "
                + command.name()
                + " was interrupted"
                + left.orElse("; it was ended, with all processes that it had started"),
            e);
    streams.failure().ifPresent(interruption::addSuppressed);
    return interruption;
  }

  /**
   * Ends the processes, then the pumps. The tool's last output is still passed on.
   *
   * @return what could not be ended, as the end of a sentence
   */
  private Optional<String> end() {
    boolean interrupted = Thread.interrupted();
    Optional<String> elsewhere = ending.end(process.toHandle()).map(left -> "; " + left);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<Long> survivors = family.end();
    streams.breakOff(HANDLER_MILLIS);
    return elsewhere.or(
        () ->
            survivors.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "; these of its processes could not be ended, end them yourself: "
                        + survivors));
  }
}
