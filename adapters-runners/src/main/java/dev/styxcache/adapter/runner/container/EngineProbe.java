package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries whether an engine runs a container as tools are run: with its user, mounts and settings.
 */
final class EngineProbe {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private EngineProbe() {}

  /**
   * Runs a container of an image that is made for it.
   *
   * @param runner the engine's runner
   * @return why it did not run, and the next step; empty if it did, or if there is no such image
   *     for this machine's processor
   * @throws ContainerEngineException if the engine refuses the image
   */
  static Optional<String> run(EngineRunner runner) {
    Optional<ProbeImage> image = ProbeImage.ofThisMachine();
    if (image.isEmpty()) {
      return Optional.empty();
    }
    String name =
        "styxcache-probe-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    try (RunFolder folder = RunFolder.create(runner.dataDirectory(), name)) {
      folder.writeScript(new byte[0]);
      String reference =
          runner.engine().makeProbe(runner.client(), image.get(), folder.engine(), name);
      try {
        return run(runner, folder, reference, name);
      } finally {
        runner.engine().removeProbe(runner.client(), reference);
      }
    } catch (IOException e) {
      return Optional.of("the image that shows whether it works cannot be written (" + e + ")");
    }
  }

  private static Optional<String> run(
      EngineRunner runner, RunFolder folder, String reference, String name) throws IOException {
    Path output = Files.createDirectory(folder.engine().resolve("output"));
    List<Mount> mounts =
        new ArrayList<>(List.of(new Mount(output, ContainerRun.OUTPUT, true), folder.mount()));
    mounts.addAll(runner.engine().ownMounts(folder));
    Caller caller = folder.caller();
    EngineCommands commands =
        runner
            .engine()
            .commands(
                new ContainerRun(
                    name, reference, caller, runner.users(caller), mounts, runner.settings()));
    ContainerEnding ending = new ContainerEnding(runner.client(), name, commands.remove());
    boolean over = false;
    try {
      if (!commands.create().isEmpty()) {
        EngineClient.Call created = runner.client().call(LIMIT, commands.create());
        if (!created.succeeded()) {
          return Optional.of(runner.engine().traits().describe(created.errors(), reference));
        }
      }
      EngineClient.Call ran = runner.client().call(LIMIT, commands.run());
      over = ran.succeeded();
      if (ran.succeeded() && !ran.output().equals(ProbeImage.ANSWER)) {
        return Optional.of(
            runner.client().executable()
                + " is no "
                + runner.engine().traits().name()
                + ": it runs no container, and prints "
                + ran.output().strip().lines().findFirst().orElse("nothing")
                + "; name another executable as runner.executable");
      }
      return ran.succeeded()
          ? Optional.empty()
          : Optional.of(runner.engine().traits().describe(ran.errors(), reference));
    } finally {
      if (!over && !commands.remove().isEmpty()) {
        ending.remove();
      }
    }
  }
}
