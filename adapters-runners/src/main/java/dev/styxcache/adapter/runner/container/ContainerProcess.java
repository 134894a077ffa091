package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.adapter.runner.settings.ContainerSettings.ImagePull;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Runs one container, and turns its outcome into a result or an exception. For one thread. */
final class ContainerProcess {

  private static final Duration CREATION = Duration.ofMinutes(2);
  private static final int NAME_BYTES = 8;

  /** The exit code of the engines' clients when the engine fails under a running container. */
  private static final int ENGINE_FAILED = 125;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final EngineRunner runner;
  private final Engine engine;
  private final EngineClient client;
  private final String image;
  private final ImageBinding binding;
  private final MountedInputs inputs;
  private final Map<String, String> environment;

  ContainerProcess(
      EngineRunner runner,
      String image,
      ImageBinding binding,
      MountedInputs inputs,
      Map<String, String> environment) {
    this.runner = runner;
    this.engine = runner.engine();
    this.client = runner.client();
    this.image = image;
    this.binding = binding;
    this.inputs = inputs;
    this.environment = environment;
  }

  /**
   * What a container sees of the inputs.
   *
   * @param mounts the mounts
   * @param toRead paths in the container that the tool must be able to read
   */
  record MountedInputs(List<Mount> mounts, List<String> toRead) {}

  /**
   * Runs a command in a container.
   *
   * @param directory an existing directory, which receives the outputs
   * @return whether a process of the run was killed because memory ran out, though the tool ended
   *     well
   */
  boolean run(List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException(
          "the run of " + command.get(0) + " was interrupted before it began");
    }
    client.executable();
    String reference = binding.reference();
    if (runner.settings().pull() == ImagePull.MISSING
        && !engine.traits().pullImage().isEmpty()
        && runner.imageIds().find(image) instanceof Resolution.Unresolved missing) {
      throw new ContainerEngineException(missing.reason());
    }
    byte[] bytes = new byte[NAME_BYTES];
    RANDOM.nextBytes(bytes);
    String name = "styxcache-" + HexFormat.of().formatHex(bytes);
    try (RunFolder folder = RunFolder.create(runner.dataDirectory(), name)) {
      Caller caller = folder.caller();
      folder.writeScript(RunScript.of(command, environment, caller, inputs.toRead()));
      ContainerRun run = container(name, reference, folder, caller, directory);
      EngineCommands commands = engine.commands(run);
      ContainerEnding ending = new ContainerEnding(client, run.name(), commands.remove());
      Map<String, String> variables = withheldSettings(folder);
      create(commands, variables, ending, reference);
      ToolResult result = carryOut(commands, variables, stdout, stderr, ending);
      return judge(command, folder.progress(), result, ending, reference);
    }
  }

  private ContainerRun container(
      String name, String reference, RunFolder folder, Caller caller, Path directory) {
    List<Mount> mounts = new ArrayList<>(inputs.mounts());
    mounts.add(new Mount(directory, ContainerRun.OUTPUT, true));
    mounts.add(folder.mount());
    mounts.addAll(engine.ownMounts(folder));
    return new ContainerRun(
        name, reference, caller, runner.users(caller), mounts, runner.settings());
  }

  private Map<String, String> withheldSettings(RunFolder folder) {
    try {
      return engine.withheldSettings(folder.engine(), client.environment());
    } catch (IOException e) {
      throw new ContainerEngineException(
          "the settings of " + engine.traits().name() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Uninterruptible: an engine whose client ends creates the container all the same. */
  private void create(
      EngineCommands commands,
      Map<String, String> variables,
      ContainerEnding ending,
      String reference) {
    if (commands.create().isEmpty()) {
      return;
    }
    EngineClient.Call created = client.callInAnyCase(CREATION, commands.create(), variables);
    if (!created.succeeded()) {
      throw engineFailed(created.errors(), ending, reference);
    }
  }

  /** Removes the container whatever happens. */
  private ToolResult carryOut(
      EngineCommands commands,
      Map<String, String> variables,
      OutputHandler stdout,
      OutputHandler stderr,
      ContainerEnding ending) {
    try {
      return client.run(commands.run(), variables, stdout, stderr, ending);
    } catch (Throwable e) { // A handler of output may have thrown anything.
      ending.remove().ifPresent(left -> e.addSuppressed(new ContainerEngineException(left)));
      throw e;
    }
  }

  private boolean judge(
      List<String> command,
      RunFolder.Progress progress,
      ToolResult result,
      ContainerEnding ending,
      String reference) {
    if (progress instanceof RunFolder.Progress.NotBegun) {
      throw engineFailed(result.stderrTail(), ending, reference);
    } else if (progress instanceof RunFolder.Progress.NotFound) {
      throw notStarted(command, Cause.NOT_FOUND, "was not found in the image ");
    } else if (progress instanceof RunFolder.Progress.NotExecutable) {
      throw notStarted(command, Cause.NOT_EXECUTABLE, "cannot be executed in the image ");
    } else if (progress instanceof RunFolder.Progress.Unreadable unreadable) {
      throw unreadable(unreadable.input());
    }
    int code = exitCode(progress, result, ending, reference);
    if (code != 0) {
      throw new ToolFailedException(code, command, result.stdoutTail(), result.stderrTail());
    }
    return progress instanceof RunFolder.Progress.Ended ended && ended.outOfMemory();
  }

  private int exitCode(
      RunFolder.Progress progress, ToolResult result, ContainerEnding ending, String reference) {
    if (progress instanceof RunFolder.Progress.Ended ended) {
      return ended.exitCode();
    }
    // The container was killed, for instance because memory ran out. The engine's exit code 0 would
    // not mean that the tool succeeded.
    if (result.exitCode() == 0 || result.exitCode() == ENGINE_FAILED) {
      throw engineFailed(result.stderrTail(), ending, reference);
    }
    return result.exitCode();
  }

  private InvalidInputException unreadable(String seen) {
    return new InvalidInputException(
        "the tool was not started: in the container it cannot read "
            + Mount.hostPath(inputs.mounts(), seen)
            + " (there "
            + seen
            + "), which "
            + engine.traits().name()
            + " does not let it see with all rights of this user, such as those of further groups:"
            + " let this user or everybody read it (chmod), or use another engine");
  }

  private ContainerEngineException engineFailed(
      List<String> said, ContainerEnding ending, String reference) {
    ContainerEngineException failure =
        new ContainerEngineException(
            engine.traits().describe(said, named(reference))
                + (reference.startsWith("sha256:")
                    ? ". The key has the image "
                        + reference
                        + "; if the lock file names it and another is meant: styxcache lock"
                    : ""));
    ending.remove().ifPresent(left -> failure.addSuppressed(new ContainerEngineException(left)));
    return failure;
  }

  /** People know an image by its tag, even where the run uses its id. */
  private String named(String reference) {
    return reference.startsWith("sha256:") ? engine.imageReference(image) : reference;
  }

  private ToolNotStartedException notStarted(List<String> command, Cause why, String what) {
    return new ToolNotStartedException(
        why,
        "the command "
            + ShellQuoting.quote(command.get(0))
            + " "
            + what
            + image
            + ": check the command and the image");
  }
}
