package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.Executables;
import dev.styxcache.adapter.runner.process.RunEnding;
import dev.styxcache.adapter.runner.process.ToolCommand;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.ToolProcess;
import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Calls the executable of a container engine. Thread-safe. */
public final class EngineClient {

  /**
   * The variables that an engine's client gets: what it needs to find its files and its daemon, and
   * to fetch images. All others are withheld, since by many an engine adds files or variables to
   * containers, which would not be in the key.
   */
  private static final Pattern PASSED =
      Pattern.compile(
          "PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_.*|TZ|TMPDIR"
              + "|XDG_(RUNTIME_DIR|CONFIG_HOME|DATA_HOME|CACHE_HOME)|DBUS_SESSION_BUS_ADDRESS"
              + "|SSH_AUTH_SOCK|SSL_CERT_(FILE|DIR)"
              + "|DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS|TLS_VERIFY|API_VERSION)"
              + "|CONTAINER_(HOST|SSHKEY|CONNECTION)|CONTAINERS_(CONF|STORAGE_CONF|REGISTRIES_CONF)"
              + "|_CONTAINERS_(USERNS_CONFIGURED|ROOTLESS_UID|ROOTLESS_GID)"
              + "|REGISTRY_AUTH_FILE|STORAGE_(DRIVER|OPTS)"
              + "|(APPTAINER|SINGULARITY)_(CACHEDIR|DISABLE_CACHE|TMPDIR|CONFIGDIR"
              + "|DOCKER_USERNAME|DOCKER_PASSWORD)");

  /** Passed too, but not to an engine that passes them on to containers. */
  private static final Pattern PROXIES =
      Pattern.compile("(HTTP|HTTPS|NO|ALL)_PROXY|(http|https|no|all)_proxy");

  private final List<String> executables;
  private final boolean passesProxiesOn;
  private final Path workingDirectory;
  private final InheritedVariables inherited;

  EngineClient(EngineTraits traits, ContainerSettings settings) {
    this.passesProxiesOn = traits.pullImage().isEmpty();
    this.executables = settings.executable().map(List::of).orElse(traits.executables());
    this.workingDirectory = settings.workingDirectory().toAbsolutePath();
    this.inherited = settings.inherited();
  }

  /**
   * The outcome of a short call.
   *
   * @param exitCode the exit code; {@link #TIMED_OUT} where the call was ended
   * @param output standard output as text
   * @param errors the last lines of standard error
   */
  public record Call(int exitCode, String output, List<String> errors) {

    /** No process has this exit code. */
    static final int TIMED_OUT = -1;

    /** Copies the lines. */
    public Call {
      errors = List.copyOf(errors);
    }

    /**
     * Whether it succeeded.
     *
     * @return whether the exit code is 0
     */
    public boolean succeeded() {
      return exitCode == 0;
    }

    boolean timedOut() {
      return exitCode == TIMED_OUT;
    }
  }

  /** Whether the executable exists. */
  boolean isInstalled() {
    try {
      executable();
      return true;
    } catch (ContainerEngineException e) {
      return false;
    }
  }

  /**
   * Finds the executable.
   *
   * @return its absolute path
   * @throws ContainerEngineException if it does not exist
   */
  Path executable() {
    List<String> failures = new ArrayList<>();
    for (String name : executables) {
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
   * @param arguments the arguments
   * @param variables variables that the client gets in addition
   * @param stdout receives the tool's standard output
   * @param stderr receives the tool's standard error
   * @param ending ends the container
   * @return how the engine's process ended
   */
  ToolResult run(
      List<String> arguments,
      Map<String, String> variables,
      OutputHandler stdout,
      OutputHandler stderr,
      RunEnding ending) {
    return ToolProcess.run(command(arguments, variables), stdout, stderr, ending);
  }

  /**
   * Makes a short call.
   *
   * @param limit the call is ended after this time
   * @param arguments the arguments
   * @return the outcome
   * @throws RunInterruptedException if the thread is interrupted; the call has been ended
   */
  public Call call(Duration limit, List<String> arguments) {
    FutureTask<Call> call = start(arguments, Map.of());
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
   * Makes a short call that an interrupt does not end, for cleaning up.
   *
   * @param limit the call is ended after this time
   * @param arguments the arguments
   * @return the outcome
   */
  Call callInAnyCase(Duration limit, List<String> arguments) {
    return callInAnyCase(limit, arguments, Map.of());
  }

  Call callInAnyCase(Duration limit, List<String> arguments, Map<String, String> variables) {
    FutureTask<Call> call = start(arguments, variables);
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

  private FutureTask<Call> start(List<String> arguments, Map<String, String> variables) {
    ToolCommand command = command(arguments, variables);
    FutureTask<Call> call = new FutureTask<>(() -> carryOut(command));
    Thread thread = new Thread(call, "styxcache call of " + command.executable().getFileName());
    thread.setDaemon(true);
    thread.start();
    return call;
  }

  private static Call carryOut(ToolCommand command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ToolResult result = ToolProcess.run(command, output::write, OutputHandler.discard());
    return new Call(
        result.exitCode(), output.toString(StandardCharsets.UTF_8), result.stderrTail());
  }

  private static Call tooLong(Duration limit) {
    return new Call(Call.TIMED_OUT, "", List.of("no answer within " + limit.toSeconds() + " s"));
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

  private ToolCommand command(List<String> arguments, Map<String, String> variables) {
    Path executable = executable();
    List<String> line = new ArrayList<>(List.of(executable.toString()));
    line.addAll(arguments);
    return new ToolCommand(line, executable, workingDirectory, environment(variables));
  }

  /** The environment of the client. */
  ToolEnvironment environment() {
    return environment(Map.of());
  }

  private ToolEnvironment environment(Map<String, String> variables) {
    Set<String> withheld = new HashSet<>(inherited.withheld());
    Map<String, String> restored = new HashMap<>(inherited.restored());
    new ProcessBuilder()
        .environment().keySet().stream().filter(name -> !isPassed(name)).forEach(withheld::add);
    restored.keySet().removeIf(name -> !isPassed(name));
    return new ToolEnvironment(variables, new InheritedVariables(withheld, restored));
  }

  private boolean isPassed(String name) {
    return PASSED.matcher(name).matches() || (!passesProxiesOn && PROXIES.matcher(name).matches());
  }
}
