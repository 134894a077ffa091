package dev.styxcache.adapter.runner.podman;

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
import java.util.regex.Pattern;

/** Podman, for whoever has no administrator. */
final class PodmanEngine implements Engine {

  /** A first part that names a server, and not somebody's account on docker.io. */
  private static final Pattern SERVER = Pattern.compile("(localhost|[^/]*[.:][^/]*)/.+");

  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  private static final EngineTraits TRAITS =
      new EngineTraits(
          "podman",
          List.of("podman"),
          // It has to open its storage for this, in which most of its faults show.
          List.of("info", "--format", "{{.Version.Version}}"),
          List.of("image", "inspect", "--format", "{{.Id}}"),
          List.of("pull", "--quiet"),
          List.of(
              EngineFault.of(
                  "image not known|no such image|unable to find|manifest unknown|access to the"
                      + " resource is denied",
                  "there is no image IMAGE",
                  "fetch it with: podman pull IMAGE"),
              EngineFault.of(
                  "invalid reference format|normalizing name|parsing reference",
                  "IMAGE is not the name of an image",
                  "check the image's name"),
              EngineFault.of(
                  "newuidmap|subuid|subgid|no subuid ranges|insufficient UIDs",
                  "this user has no range of further users, which containers need",
                  "have one added (usermod --add-subuids 100000-165535 --add-subgids 100000-165535),"
                      + " then: podman system migrate"),
              EngineFault.of(
                  "exec: \"/bin/sh\"|stat /bin/sh|executable file [`'\"]?/bin/sh",
                  "the image IMAGE has no shell, which the tool is started by",
                  "use an image that has /bin/sh"),
              EngineFault.of(
                  "oci runtime|default oci runtime|runc|crun",
                  "podman's runtime failed",
                  "see that runc or crun is installed and works: podman info"),
              EngineFault.of("no answer within", "podman hangs", "see what it does: podman info")));

  @Override
  public EngineTraits traits() {
    return TRAITS;
  }

  /** As podman would only guess it: without a server's name, the image is on docker.io. */
  @Override
  public String imageReference(String tag) {
    return SERVER.matcher(tag).matches() || ID.matcher(tag).matches() ? tag : "docker.io/" + tag;
  }

  @Override
  public ImageBinding bind(String tag, Optional<ImageDigest> digest) {
    return ImageIds.bind(imageReference(tag), digest);
  }

  @Override
  public EngineCommands commands(ContainerRun run) {
    // Without administrator's rights, this user must be the same inside and outside.
    List<String> own = new ArrayList<>();
    if (!run.user().isRoot()) {
      own.add("--userns=keep-id");
    }
    // The proxies of this machine would be in the tool's environment and not in the key.
    own.add("--http-proxy=false");
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(OciArguments.of(run, own));
    return new EngineCommands(
        List.of(), arguments, List.of("rm", "--force", "--volumes", "--time=0", run.name()));
  }
}
