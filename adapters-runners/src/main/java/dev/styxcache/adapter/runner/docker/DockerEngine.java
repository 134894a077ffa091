package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.ContainerRun;
import dev.styxcache.adapter.runner.container.Engine;
import dev.styxcache.adapter.runner.container.EngineCommands;
import dev.styxcache.adapter.runner.container.EngineFault;
import dev.styxcache.adapter.runner.container.EngineTraits;
import dev.styxcache.adapter.runner.container.ImageBinding;
import dev.styxcache.adapter.runner.container.ImageIds;
import dev.styxcache.adapter.runner.container.OciArguments;
import dev.styxcache.domain.key.ImageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Docker. A container is made by one call and run by another: what the first one warns of is not
 * mixed up with the tool's standard error then, and a container that a run is interrupted over is
 * there for certain.
 */
final class DockerEngine implements Engine {

  private static final EngineTraits TRAITS =
      new EngineTraits(
          "docker",
          List.of("docker"),
          List.of("version", "--format", "{{.Server.Version}}"),
          List.of("image", "inspect", "--format", "{{.Id}}"),
          List.of("pull", "--quiet"),
          List.of(
              EngineFault.of(
                  "permission denied.*(docker daemon|docker\\.sock|connect)",
                  "this user may not speak to the docker daemon",
                  "add the user to the group that owns the daemon's socket (usermod -aG docker), or"
                      + " use podman"),
              EngineFault.of(
                  "cannot connect to the docker daemon|is the docker daemon running|"
                      + "failed to connect to the docker|error during connect",
                  "the docker daemon does not answer",
                  "start it (systemctl start docker), or check DOCKER_HOST"),
              EngineFault.of(
                  "no such image|unable to find image|pull access denied|manifest unknown",
                  "there is no image IMAGE",
                  "fetch it with: docker pull IMAGE"),
              EngineFault.of(
                  "invalid reference format",
                  "IMAGE is not the name of an image",
                  "check the image's name"),
              EngineFault.of(
                  "exec: \"/bin/sh\"|stat /bin/sh|/bin/sh: no such file",
                  "the image IMAGE has no shell, which the tool is started by",
                  "use an image that has /bin/sh"),
              EngineFault.of(
                  "bind source path does not exist|invalid mount config",
                  "the daemon does not see a file of this machine, as where it runs elsewhere",
                  "keep inputs, outputs and temporary files where the daemon sees them under the"
                      + " same path"),
              EngineFault.of(
                  "no answer within",
                  "the docker daemon hangs",
                  "see what it does (docker info), and restart it")));

  @Override
  public EngineTraits traits() {
    return TRAITS;
  }

  @Override
  public String imageReference(String tag) {
    return tag;
  }

  @Override
  public ImageBinding bind(String tag, Optional<ImageDigest> digest) {
    return ImageIds.bind(imageReference(tag), digest);
  }

  @Override
  public EngineCommands commands(ContainerRun run) {
    List<String> create = new ArrayList<>(List.of("container", "create"));
    create.addAll(OciArguments.of(run, List.of()));
    return new EngineCommands(
        create,
        List.of("container", "start", "--attach", run.name()),
        List.of("container", "rm", "--force", "--volumes", run.name()));
  }
}
