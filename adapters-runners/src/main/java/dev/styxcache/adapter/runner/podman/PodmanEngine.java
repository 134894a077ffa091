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

  /** Where an image is fetched from: podman would only guess, and ask. */
  @Override
  public String imageReference(String tag) {
    String name = withoutScheme(tag);
    return SERVER.matcher(name).matches() || ID.matcher(name).matches()
        ? name
        : "docker.io/" + name;
  }

  /** Podman itself finds images that are here by short names and by the beginnings of ids. */
  @Override
  public List<String> localReferences(String tag) {
    return List.of(withoutScheme(tag), imageReference(tag));
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
