package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What docker and podman have in common: images by id, and the arguments of a container. */
public abstract class OciEngine implements Engine {

  /** Maximum time for an answer of the engine about itself. */
  protected static final Duration ASKING = Duration.ofSeconds(30);

  private static final String SCHEME = "docker://";

  private final EngineTraits traits;

  /**
   * With what differs.
   *
   * @param name the engine's name, which is its executable's
   * @param version arguments that make it print its version
   * @param specific failures that are looked for before the common ones
   * @param general failures that are looked for after them
   */
  protected OciEngine(
      String name, List<String> version, List<EngineFault> specific, List<EngineFault> general) {
    List<EngineFault> faults = new ArrayList<>(specific);
    faults.add(
        EngineFault.of(
            "image not known|no such image|did not resolve to an alias|unable to find (image|a name)|pull access denied"
                + "|manifest unknown|access to the resource is denied",
            "there is no image IMAGE",
            "fetch it with: " + name + " pull IMAGE"));
    faults.add(
        EngineFault.of(
            "invalid reference format|normalizing name|parsing reference",
            "IMAGE is not the name of an image",
            "check the image's name"));
    faults.add(
        EngineFault.of(
            "exec: \"/bin/sh\"|stat /bin/sh|/bin/sh: no such file|executable file [`'\"]?/bin/sh",
            "the image IMAGE has no shell, which starts the tool",
            "use an image that has /bin/sh"));
    faults.addAll(general);
    faults.add(
        EngineFault.of("no answer within", "it hangs", "see what it does: " + name + " info"));
    this.traits =
        new EngineTraits(
            name,
            List.of(name),
            version,
            List.of("image", "inspect", "--format", "{{.Id}}"),
            List.of("pull", "--quiet"),
            faults);
  }

  @Override
  public final EngineTraits traits() {
    return traits;
  }

  @Override
  public final ImageBinding bind(String tag, Optional<ImageDigest> digest) {
    String reference = localReferences(tag).get(0);
    boolean pinned = ImageIds.pin(reference).isPresent();
    return ImageBinding.to(
        pinned
            ? reference
            : digest
                .flatMap(ImageIds::idIn)
                .or(
                    () ->
                        digest.flatMap(
                            known -> RegistryDigests.reference(imageReference(tag), known)))
                .orElse(reference));
  }

  @Override
  public final String makeProbe(EngineClient client, ProbeImage image, Path folder, String name)
      throws IOException {
    String reference = "localhost/" + name + ":1";
    Path archive = folder.resolve("probe.tar");
    image.writeArchive(archive, reference);
    EngineClient.Call loaded =
        client.call(ASKING, List.of("load", "--quiet", "--input", archive.toString()));
    if (!loaded.succeeded()) {
      throw new ContainerEngineException(traits.describe(loaded.errors(), reference));
    }
    return reference;
  }

  @Override
  public final void removeProbe(EngineClient client, String reference) {
    client.call(ASKING, List.of("rmi", "--force", reference));
  }

  /**
   * The name of an image without the scheme by which other tools name docker's registries.
   *
   * @param tag such as {@code docker://lab/tool:1.0}
   * @return such as {@code lab/tool:1.0}
   */
  protected static String withoutScheme(String tag) {
    return tag.startsWith(SCHEME) ? tag.substring(SCHEME.length()) : tag;
  }

  /**
   * The commands of podman, under whatever name.
   *
   * @param run the container
   * @return the commands
   */
  protected static EngineCommands podmanCommands(ContainerRun run) {
    List<String> own = new ArrayList<>();
    if (run.users() != UserMapping.SAME) {
      // Without administrator's rights, this user must be the same inside and outside.
      own.add("--userns=keep-id");
    }
    if (run.users() == UserMapping.KEPT_WITH_GROUPS) {
      own.add("--group-add=keep-groups");
    }
    // The proxies of this machine would be in the tool's environment and not in the key.
    own.add("--http-proxy=false");
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(arguments(run, own));
    return new EngineCommands(
        List.of(), arguments, List.of("rm", "--force", "--volumes", "--time=0", run.name()));
  }

  /**
   * How podman maps a user.
   *
   * @param client calls it, under whatever name
   * @param caller the user of this process
   * @return the mapping
   */
  protected static UserMapping podmanUsers(EngineClient client, Caller caller) {
    if (caller.isRoot()) {
      return UserMapping.SAME;
    } else if (caller.groups().isEmpty()) {
      return UserMapping.KEPT;
    }
    // Of its runtimes only crun can do so.
    EngineClient.Call asked =
        client.call(ASKING, List.of("info", "--format", "{{.Host.OCIRuntime.Name}}"));
    return asked.succeeded() && asked.output().strip().endsWith("crun")
        ? UserMapping.KEPT_WITH_GROUPS
        : UserMapping.KEPT;
  }

  /**
   * The arguments of {@code create} or {@code run} for a container.
   *
   * @param run the container
   * @param own the engine's own arguments
   * @return the arguments that follow the subcommand
   */
  protected static List<String> arguments(ContainerRun run, List<String> own) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--rm",
                "--name=" + run.name(),
                "--label=" + ContainerRun.LABEL + "=" + run.name(),
                "--label=" + ContainerRun.OWNER_LABEL + "=" + RunOwner.current().text(),
                // Fetching is a step of its own, which can be interrupted.
                "--pull=never",
                // The streams are read as they come; a second copy would fill the engine's disk.
                "--log-driver=none",
                "--user=" + (run.users() == UserMapping.ROOT ? "0:0" : run.caller().option())));
    if (run.users() == UserMapping.SAME) {
      for (int group : run.caller().groups()) {
        arguments.add("--group-add=" + Integer.toUnsignedString(group));
      }
    }
    arguments.addAll(own);
    ContainerSettings settings = run.settings();
    if (settings.network() == ContainerSettings.NetworkAccess.NONE) {
      arguments.add("--network=none");
    }
    settings.memory().ifPresent(memory -> arguments.add("--memory=" + memory));
    settings.cpus().ifPresent(cpus -> arguments.add("--cpus=" + cpus));
    run.mounts().forEach(mount -> arguments.add("--mount=" + mount.option()));
    arguments.add("--workdir=" + ContainerRun.OUTPUT);
    arguments.add("--entrypoint=" + ContainerRun.COMMAND.get(0));
    arguments.addAll(settings.extraArguments());
    arguments.add(run.image());
    arguments.addAll(ContainerRun.COMMAND.subList(1, ContainerRun.COMMAND.size()));
    return arguments;
  }
}
