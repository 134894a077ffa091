package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.Executables;
import dev.styxcache.adapter.runner.process.RunEnding;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.InheritedVariables;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.api.ToolNotStartedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Calls the executable of an engine. Safe for use by many threads. */
public final class EngineClient {

  /**
   * Variables by which Apptainer and Singularity add to a container. The tool is given what the
   * settings say and nothing else: what comes in by the back door is not part of the key.
   */
  private static final Pattern BACK_DOORS =
      Pattern.compile(
          "(APPTAINER|SINGULARITY)(ENV_.*|_(BIND|BINDPATH|MOUNT|ENV|ENV_FILE|ENVFILE|OVERLAY))");

  private final Engine engine;
  private final RunnerSettings settings;
  private final Path workingDirectory;

  /**
   * For an engine.
   *
   * @param engine the engine
   * @param settings name its executable, where it is not the usual one
   */
  public EngineClient(Engine engine, RunnerSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.workingDirectory = settings.workingDirectory().toAbsolutePath();
  }

  /**
   * Finds the executable.
   *
   * @return its absolute path
   * @throws ContainerEngineException if it is not there
   */
  public Path executable() {
    List<String> names =
        settings.executable().map(List::of).orElseGet(() -> engine.traits().executables());
    List<String> failures = new ArrayList<>();
    for (String name : names) {
      try {
        return Executables.find(name, workingDirectory, environment().find("PATH"));
      } catch (ToolNotStartedException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ContainerEngineException(
        "the container engine cannot be called: "
            + String.join("; ", failures)
            + ". Its path can be set as runner.executable");
  }

  /**
   * Runs a container to its end.
   *
   * @param arguments what the executable is given
   * @param stdout receives the tool's standard output
   * @param stderr receives the tool's standard error
   * @param ending ends the container
   * @return how the engine's process ended
   */
  ToolResult run(
      List<String> arguments, OutputHandler stdout, OutputHandler stderr, RunEnding ending) {
    return ToolProcess.run(command(arguments), stdout, stderr, ending);
  }

  /**
   * Makes a short call, such as to ask for something.
   *
   * @param limit it is ended after so long
   * @param arguments what the executable is given
   * @return what came of it
   * @throws RunInterruptedException if the thread is interrupted; the call has been ended
   */
  public EngineCall call(Duration limit, List<String> arguments) {
    FutureTask<EngineCall> call = start(arguments);
    try {
      return call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      return tooLong(limit);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("a call of the container engine was interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /**
   * Makes a short call that an interrupt does not end, for tidying up.
   *
   * @param limit it is ended after so long
   * @param arguments what the executable is given
   * @return what came of it
   */
  EngineCall callInAnyCase(Duration limit, List<String> arguments) {
    FutureTask<EngineCall> call = start(arguments);
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return call.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          call.cancel(true);
          return tooLong(limit);
        } catch (ExecutionException e) {
          throw failure(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FutureTask<EngineCall> start(List<String> arguments) {
    ToolCommand command = command(arguments);
    FutureTask<EngineCall> call = new FutureTask<>(() -> carryOut(command));
    Thread thread = new Thread(call, "styxcache call of " + command.executable().getFileName());
    thread.setDaemon(true);
    thread.start();
    return call;
  }

  private static EngineCall carryOut(ToolCommand command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ToolResult result = ToolProcess.run(command, output::write, OutputHandler.discard());
    return new EngineCall(
        result.exitCode(), output.toString(StandardCharsets.UTF_8), result.stderrTail());
  }

  private static EngineCall tooLong(Duration limit) {
    return new EngineCall(
        EngineCall.TOO_LONG, "", List.of("no answer within " + limit.toSeconds() + " s"));
  }

  private static RuntimeException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof ToolNotStartedException notStarted) {
      return new ContainerEngineException(
          "the container engine cannot be called: " + notStarted.getMessage(), notStarted);
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a call of the container engine failed", cause);
  }

  private ToolCommand command(List<String> arguments) {
    Path executable = executable();
    List<String> line = new ArrayList<>(List.of(executable.toString()));
    line.addAll(arguments);
    return new ToolCommand(line, executable, workingDirectory, environment());
  }

  private ToolEnvironment environment() {
    Set<String> withheld = new HashSet<>(settings.inherited().withheld());
    new ProcessBuilder()
        .environment().keySet().stream()
            .filter(name -> BACK_DOORS.matcher(name).matches())
            .forEach(withheld::add);
    return new ToolEnvironment(
        Map.of(), new InheritedVariables(withheld, settings.inherited().restored()));
  }
}
