package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.Caller;
import dev.styxcache.adapter.runner.container.ContainerRun;
import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.container.Engine;
import dev.styxcache.adapter.runner.container.EngineClient;
import dev.styxcache.adapter.runner.container.EngineCommands;
import dev.styxcache.adapter.runner.container.EngineFault;
import dev.styxcache.adapter.runner.container.EngineTraits;
import dev.styxcache.adapter.runner.container.ImageBinding;
import dev.styxcache.adapter.runner.container.Mount;
import dev.styxcache.adapter.runner.container.ProbeImage;
import dev.styxcache.adapter.runner.container.RunFolder;
import dev.styxcache.adapter.runner.settings.ContainerSettings.ImagePull;
import dev.styxcache.adapter.runner.settings.ContainerSettings.NetworkAccess;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Apptainer, and its ancestor Singularity. A container is a group of processes of this user,
 * without daemon and name; it ends when they are ended.
 */
final class SingularityEngine implements Engine {

  /** The installed one of these is called; Apptainer installs both. */
  private static final List<String> EXECUTABLES = List.of("apptainer", "singularity");

  private static final Duration BUILDING = Duration.ofMinutes(1);

  private final EngineTraits traits;
  private final ImageNames names;
  private final SifDigests digests;

  SingularityEngine(Path workingDirectory, Optional<DigestCacheSettings> digestCache) {
    this.digests = new SifDigests(new ImageContents(digestCache));
    this.names = new ImageNames(workingDirectory);
    String name = EXECUTABLES.get(0);
    this.traits =
        new EngineTraits(
            name, EXECUTABLES, List.of("--version"), List.of(), List.of(), faults(name));
  }

  ImageNames names() {
    return names;
  }

  SifDigests digests() {
    return digests;
  }

  private static List<EngineFault> faults(String name) {
    return List.of(
        EngineFault.of(
            "could not open image|failed to retrieve path|no such file or directory.*\\.sif",
            "there is no image IMAGE",
            "check the path, or make the file with: " + name + " pull IMAGE docker://…"),
        EngineFault.of(
            "image format not recognized|unknown image format|not a valid",
            "IMAGE is not an image",
            "make one with: " + name + " pull image.sif docker://…"),
        EngineFault.of(
            "(failed|unable) to (get|fetch|pull|handle|create)|error fetching|while making image"
                + "|conveyor",
            "the image IMAGE cannot be fetched",
            "see that its name is right and its server is reached: "
                + name
                + " pull image.sif IMAGE"),
        EngineFault.of(
            "cgroups",
            "this machine does not allow it to limit memory or processors",
            "leave out runner.memory and runner.cpus"),
        EngineFault.of(
            "network|cni",
            "this user has no permission to choose a network",
            "leave out runner.network, or have the administrator allow it (allow net users)"),
        EngineFault.of(
            "/bin/sh.*(no such file|not found)|stat /bin/sh",
            "the image IMAGE has no shell, which starts the tool",
            "use an image that has /bin/sh"),
        EngineFault.of(
            "user namespace|userns|setuid|starter-suid",
            "this user has no permission to create containers here",
            "have unprivileged user namespaces enabled, or its setuid part installed"),
        EngineFault.of("no answer within", "it hangs", "see what it does: " + name + " --version"));
  }

  @Override
  public EngineTraits traits() {
    return traits;
  }

  @Override
  public String imageReference(String tag) {
    return names.fileOf(tag).map(Path::toString).orElseGet(() -> names.address(tag));
  }

  @Override
  public ImageBinding bind(String tag, Optional<ImageDigest> digest) {
    Optional<Path> file = names.fileOf(tag);
    return file.isPresent() && digest.filter(SingularityEngine::isOfFile).isPresent()
        ? new ImageFileBinding(file.get(), digest.get(), digests)
        : ImageBinding.to(imageReference(tag));
  }

  private static boolean isOfFile(ImageDigest digest) {
    return digest.value().startsWith("singularity-sif:")
        || digest.value().startsWith("singularity-sandbox:");
  }

  /** Its containers are processes of this user. */
  @Override
  public UserMapping users(EngineClient client, Caller caller) {
    return UserMapping.SAME;
  }

  /** A file, where it can be made here: to mount one takes more than to use a directory. */
  @Override
  public String makeProbe(EngineClient client, ProbeImage image, Path folder, String name)
      throws IOException {
    Path directory = folder.resolve("probe");
    Path file = folder.resolve("probe.sif");
    image.writeDirectory(directory);
    EngineClient.Call built =
        client.call(BUILDING, List.of("--silent", "build", file.toString(), directory.toString()));
    return (built.succeeded() ? file : directory).toString();
  }

  /** Without them both directories share 64 MiB of memory. */
  @Override
  public List<Mount> ownMounts(RunFolder folder) {
    return List.of(
        new Mount(folder.temporary(), "/tmp", true),
        new Mount(folder.temporary(), "/var/tmp", true));
  }

  @Override
  public EngineCommands commands(ContainerRun run) {
    requireThere(run);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--silent",
                "exec",
                // The container sees nothing of this machine: no environment, home, /tmp or
                // processes.
                "--containall",
                "--cleanenv",
                // Shell expressions in values are not evaluated.
                "--no-eval"));
    if (run.settings().network() == NetworkAccess.NONE) {
      arguments.addAll(List.of("--net", "--network=none"));
    }
    run.settings().memory().ifPresent(memory -> arguments.add("--memory=" + memory));
    run.settings().cpus().ifPresent(cpus -> arguments.add("--cpus=" + cpus));
    run.mounts().forEach(mount -> arguments.addAll(List.of("--mount", mount.option())));
    arguments.add("--pwd=" + ContainerRun.OUTPUT);
    arguments.addAll(run.settings().extraArguments());
    arguments.add(run.image());
    arguments.addAll(ContainerRun.COMMAND);
    return new EngineCommands(List.of(), arguments, List.of());
  }

  /** An image of a registry would be fetched, which needs {@code pull = "missing"}. */
  private void requireThere(ContainerRun run) {
    if (run.settings().pull() == ImagePull.NEVER && names.isAddress(run.image())) {
      throw new ContainerEngineException(
          traits.name()
              + " would have to fetch the image "
              + run.image()
              + " for this run: make a file of it ("
              + traits.name()
              + " pull image.sif "
              + run.image()
              + ") and name it in runner.image_overrides, or set runner.pull = \"missing\"");
    }
  }
}
