package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.adapter.runner.settings.ContainerSettings.NetworkAccess;
import java.nio.file.Path;
import java.util.List;

/** Containers whose arguments are known to the letter. */
public final class Containers {

  private Containers() {}

  /** The owner of what this process makes. */
  public static String owner() {
    return RunOwner.current().text();
  }

  /** One with all that there is. */
  public static ContainerRun everything(String image, int uid, UserMapping users) {
    return new ContainerRun(
        "styxcache-0123456789abcdef",
        image,
        new Caller(uid, 100, List.of(7, 8), "0022"),
        uid == 0 ? UserMapping.SAME : users,
        List.of(
            new Mount(Path.of("/data/a,b \"c\".nii"), "/styx_input/0/a,b \"c\".nii", false),
            new Mount(Path.of("/data"), "/styx_input/1", true),
            new Mount(Path.of("/out"), "/styx_output", true)),
        ContainerSettings.builder(settings -> settings)
            .network(NetworkAccess.NONE)
            .memory("4g")
            .cpus("1.5")
            .extraArguments(List.of("--extra", "x y"))
            .build());
  }

  /** One with nothing but a folder for outputs. */
  public static ContainerRun bare(String image, int uid, UserMapping users) {
    return new ContainerRun(
        "styxcache-0123456789abcdef",
        image,
        new Caller(uid, uid, List.of(), "0022"),
        uid == 0 ? UserMapping.SAME : users,
        List.of(new Mount(Path.of("/out"), "/styx_output", true)),
        ContainerSettings.builder(settings -> settings).build());
  }
}
