package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerSettings;
import dev.styxcache.application.api.ContainerSettings.Network;
import dev.styxcache.application.api.ContainerSettings.Pull;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Containers whose arguments are known to the letter. */
public final class Containers {

  private Containers() {}

  /** One with all that there is. */
  public static ContainerRun everything(String image, int uid) {
    return new ContainerRun(
        "styxcache-0123456789abcdef",
        image,
        new ContainerUser(uid, 100),
        List.of(
            new Mount(Path.of("/data/a,b \"c\".nii"), "/styx_input/0/a,b \"c\".nii", false),
            new Mount(Path.of("/data"), "/styx_input/1", true),
            new Mount(Path.of("/out"), "/styx_output", true)),
        new ContainerSettings(Pull.NEVER, Network.NONE, Optional.of("4g"), Optional.of("1.5")),
        List.of("--extra", "x y"));
  }

  /** One with nothing but a folder for outputs. */
  public static ContainerRun bare(String image, int uid) {
    return new ContainerRun(
        "styxcache-0123456789abcdef",
        image,
        new ContainerUser(uid, uid),
        List.of(new Mount(Path.of("/out"), "/styx_output", true)),
        ContainerSettings.defaults(),
        List.of());
  }
}
