package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerSettings;
import java.util.ArrayList;
import java.util.List;

/** The arguments that docker and podman understand alike. */
public final class OciArguments {

  private OciArguments() {}

  /**
   * All that a container is made with, for {@code create} or {@code run}.
   *
   * @param run the container
   * @param own the engine's own arguments
   * @return the arguments that follow the subcommand
   */
  public static List<String> of(ContainerRun run, List<String> own) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rm",
                "--name=" + run.name(),
                "--label=" + ContainerRun.LABEL + "=" + run.name(),
                // Fetching is a step of its own, which can be interrupted.
                "--pull=never",
                // The streams are read as they come; a second copy would fill the engine's disk.
                "--log-driver=none",
                "--user=" + run.user().option()));
    arguments.addAll(own);
    limits(run.settings(), arguments);
    run.mounts().forEach(mount -> arguments.add("--mount=" + mount.option()));
    arguments.add("--workdir=" + ContainerRun.OUTPUT);
    arguments.add("--entrypoint=" + ContainerRun.COMMAND.get(0));
    arguments.addAll(run.extraArguments());
    arguments.add(run.image());
    arguments.addAll(ContainerRun.COMMAND.subList(1, ContainerRun.COMMAND.size()));
    return arguments;
  }

  private static void limits(ContainerSettings settings, List<String> arguments) {
    if (settings.network() == ContainerSettings.Network.NONE) {
      arguments.add("--network=none");
    }
    settings.memory().ifPresent(memory -> arguments.add("--memory=" + memory));
    settings.cpus().ifPresent(cpus -> arguments.add("--cpus=" + cpus));
  }
}
