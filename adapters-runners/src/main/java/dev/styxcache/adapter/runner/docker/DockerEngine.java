package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.Caller;
import dev.styxcache.adapter.runner.container.ContainerRun;
import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.container.EngineClient;
import dev.styxcache.adapter.runner.container.EngineCommands;
import dev.styxcache.adapter.runner.container.EngineFault;
import dev.styxcache.adapter.runner.container.OciEngine;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Docker. One call creates a container and another starts it: so the warnings of the first do not
 * mix with the tool's standard error, and the container of an interrupted run certainly exists.
 */
final class DockerEngine extends OciEngine {

  DockerEngine() {
    super(
        "docker",
        List.of("version", "--format", "{{.Server.Version}}"),
        List.of(
            EngineFault.of(
                "permission denied.*(docker daemon|docker\\.sock|connect)",
                "this user may not use the docker daemon",
                "add the user to the group that owns the daemon's socket (usermod -aG docker), or"
                    + " use podman"),
            EngineFault.of(
                "cannot connect to the docker daemon|is the docker daemon running|"
                    + "failed to connect to the docker|error during connect",
                "the docker daemon does not answer",
                "start it (systemctl start docker), or check DOCKER_HOST")),
        List.of(
            EngineFault.of(
                "bind source path does not exist|invalid mount config",
                "the daemon does not see a file of this machine, as where it runs elsewhere",
                "keep inputs, outputs and temporary files where the daemon sees them under the"
                    + " same path")));
  }

  @Override
  public String imageReference(String tag) {
    return withoutScheme(tag);
  }

  /**
   * A daemon without privileges maps this user to the administrator of its containers. Podman also
   * comes under the name of docker, for which it is asked in podman's way.
   */
  @Override
  public UserMapping users(EngineClient client, Caller caller) {
    if (caller.isRoot()) {
      return UserMapping.SAME;
    }
    EngineClient.Call asked =
        client.call(ASKING, List.of("info", "--format", "{{json .SecurityOptions}}"));
    if (asked.succeeded()) {
      return asked.output().contains("name=rootless") ? UserMapping.ROOT : UserMapping.SAME;
    }
    EngineClient.Call version = client.call(ASKING, List.of("--version"));
    return version.output().contains("podman") ? podmanUsers(client, caller) : UserMapping.SAME;
  }

  @Override
  public Map<String, String> withheldSettings(Path folder, ToolEnvironment environment)
      throws IOException {
    return DockerConfig.withoutProxies(folder, environment);
  }

  @Override
  public EngineCommands commands(ContainerRun run) {
    if (run.users() == UserMapping.KEPT || run.users() == UserMapping.KEPT_WITH_GROUPS) {
      return podmanCommands(run);
    }
    List<String> create = new ArrayList<>(List.of("container", "create"));
    create.addAll(arguments(run, List.of()));
    return new EngineCommands(
        create,
        List.of("container", "start", "--attach", run.name()),
        List.of("container", "rm", "--force", "--volumes", run.name()));
  }
}
