package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.adapter.runner.settings.ContainerSettings.ImagePull;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
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
  private final List<Mount> inputs;
  private final Map<String, String> environment;

  ContainerProcess(
      EngineRunner runner,
      String image,
      ImageBinding binding,
      List<Mount> inputs,
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
   * Runs a command in a container.
   *
   * @param directory an existing directory, which receives the outputs
   */
  void run(List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
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
    try (RunFolder folder = RunFolder.create(RunScript.of(command, environment))) {
      ContainerRun run = container(reference, folder, directory);
      EngineCommands commands = engine.commands(run);
      ContainerEnding ending = new ContainerEnding(client, run.name(), commands.remove());
      create(commands, ending, reference);
      ToolResult result = carryOut(commands, stdout, stderr, ending);
      judge(command, folder.progress(), result, ending, reference);
    }
  }

  private ContainerRun container(String reference, RunFolder folder, Path directory) {
    List<Mount> mounts = new ArrayList<>(inputs);
    mounts.add(new Mount(directory, ContainerRun.OUTPUT, true));
    mounts.add(folder.mount());
    byte[] bytes = new byte[NAME_BYTES];
    RANDOM.nextBytes(bytes);
    return new ContainerRun(
        "styxcache-" + HexFormat.of().formatHex(bytes),
        reference,
        folder.owner(),
        mounts,
        runner.settings());
  }

  /** Uninterruptible: an engine whose client ends creates the container all the same. */
  private void create(EngineCommands commands, ContainerEnding ending, String reference) {
    if (commands.create().isEmpty()) {
      return;
    }
    EngineClient.Call created = client.callInAnyCase(CREATION, commands.create());
    if (!created.succeeded()) {
      throw engineFailed(created.errors(), ending, reference);
    }
  }

  /** Removes the container whatever happens. */
  private ToolResult carryOut(
      EngineCommands commands, OutputHandler stdout, OutputHandler stderr, ContainerEnding ending) {
    try {
      return client.run(commands.run(), stdout, stderr, ending);
    } catch (Throwable e) { // A handler of output may have thrown anything.
      ending.remove().ifPresent(left -> e.addSuppressed(new ContainerEngineException(left)));
      throw e;
    }
  }

  private void judge(
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
    }
    int code = exitCode(progress, result, ending, reference);
    if (code != 0) {
      throw new ToolFailedException(code, command, result.stdoutTail(), result.stderrTail());
    }
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

  private ContainerEngineException engineFailed(
      List<String> said, ContainerEnding ending, String reference) {
    ContainerEngineException failure =
        new ContainerEngineException(engine.traits().describe(said, named(reference)));
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
