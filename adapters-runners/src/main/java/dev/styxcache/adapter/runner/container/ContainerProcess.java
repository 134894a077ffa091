package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.process.ToolResult;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ContainerSettings.Pull;
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

/** Carries one run out: from the script to the judgement of how it went. For one thread. */
final class ContainerProcess {

  private static final Duration CREATION = Duration.ofMinutes(2);
  private static final int NAME_BYTES = 8;

  /** What clients of engines end with when the engine fails under a running container. */
  private static final int ENGINE_FAILED = 125;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final EngineRunner runner;
  private final Engine engine;
  private final EngineClient client;
  private final String image;
  private final ImageBinding binding;
  private final List<Mount> inputs;

  ContainerProcess(EngineRunner runner, String image, ImageBinding binding, List<Mount> inputs) {
    this.runner = runner;
    this.engine = runner.engine();
    this.client = runner.client();
    this.image = image;
    this.binding = binding;
    this.inputs = inputs;
  }

  /**
   * Runs a command in a container.
   *
   * @param directory an existing directory, in which the tool leaves its outputs
   */
  void run(List<String> command, Path directory, OutputHandler stdout, OutputHandler stderr) {
    if (Thread.currentThread().isInterrupted()) {
      throw new RunInterruptedException(
          "the run of " + command.get(0) + " was interrupted before it began");
    }
    client.executable();
    String reference = binding.reference();
    if (runner.settings().containers().pull() == Pull.MISSING
        && !engine.traits().pullImage().isEmpty()
        && runner.imageIds().find(image) instanceof ImageIds.Answer.NotFound missing) {
      throw new ContainerEngineException(missing.reason());
    }
    try (RunFolder folder =
        RunFolder.create(RunScript.of(command, runner.settings().environment()))) {
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
        runner.settings().containers(),
        runner.settings().extraArguments());
  }

  /** Not to be interrupted: an engine that is left alone makes the container all the same. */
  private void create(EngineCommands commands, ContainerEnding ending, String reference) {
    if (commands.create().isEmpty()) {
      return;
    }
    EngineCall created = client.callInAnyCase(CREATION, commands.create());
    if (!created.succeeded()) {
      throw engineFailed(created.errors(), ending, reference);
    }
  }

  /** Whatever happens, the container that was made does not stay. */
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
    // The container was killed, such as for want of memory. That it went well is not for the
    // engine to say.
    if (result.exitCode() == 0 || result.exitCode() == ENGINE_FAILED) {
      throw engineFailed(result.stderrTail(), ending, reference);
    }
    return result.exitCode();
  }

  private ContainerEngineException engineFailed(
      List<String> said, ContainerEnding ending, String reference) {
    ContainerEngineException failure =
        new ContainerEngineException(
            EngineFault.describe(
                engine.traits().name(), engine.traits().faults(), said, named(reference)));
    ending.remove().ifPresent(left -> failure.addSuppressed(new ContainerEngineException(left)));
    return failure;
  }

  /** A run that is bound to an id still has a tag, by which people know the image. */
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
