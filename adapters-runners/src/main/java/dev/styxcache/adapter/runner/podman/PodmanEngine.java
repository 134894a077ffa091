package dev.styxcache.adapter.runner.podman;

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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Podman, which needs no administrator. */
final class PodmanEngine extends OciEngine {

  /** A first part that names a server, rather than an account on docker.io. */
  private static final Pattern SERVER = Pattern.compile("(localhost|[^/]*[.:][^/]*)/.+");

  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  PodmanEngine() {
    super(
        "podman",
        // It opens its storage for this, where most of its failures show.
        List.of("info", "--format", "{{.Version.Version}}"),
        List.of(
            EngineFault.of(
                "newuidmap|subuid|subgid|no subuid ranges|insufficient UIDs",
                "this user has no range of subordinate user ids, which containers need",
                "have one added (usermod --add-subuids 100000-165535 --add-subgids 100000-165535),"
                    + " then: podman system migrate")),
        List.of(
            EngineFault.of(
                "oci runtime|default oci runtime|runc|crun",
                "podman's runtime failed",
                "see that runc or crun is installed and works: podman info")));
  }

  /** Podman would only guess: an image without a server's name is on docker.io. */
  @Override
  public String imageReference(String tag) {
    return SERVER.matcher(tag).matches() || ID.matcher(tag).matches() ? tag : "docker.io/" + tag;
  }

  @Override
  public UserMapping users(EngineClient client, Caller caller) {
    return podmanUsers(client, caller);
  }

  @Override
  public Map<String, String> withheldSettings(Path folder, ToolEnvironment environment)
      throws IOException {
    return ContainersConf.withoutWhatReachesContainers(folder, environment);
  }

  @Override
  public EngineCommands commands(ContainerRun run) {
    return podmanCommands(run);
  }
}
