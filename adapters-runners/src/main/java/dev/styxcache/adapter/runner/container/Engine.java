package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What differs from one container engine to another. Thread-safe. */
public interface Engine {

  /**
   * What does not depend on the run.
   *
   * @return names, commands and failures
   */
  EngineTraits traits();

  /**
   * The name of an image in the engine's form.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @return such as {@code docker.io/lab/tool:1.0}
   */
  String imageReference(String tag);

  /**
   * The names under which an image may be in the engine, as the engine itself resolves names.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @return the names, the likeliest first
   */
  default List<String> localReferences(String tag) {
    return List.of(imageReference(tag));
  }

  /**
   * Pins a run to an image.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @param digest the digest in the key; empty for a run that bypasses the cache
   * @return what the run uses
   */
  ImageBinding bind(String tag, Optional<ImageDigest> digest);

  /**
   * Asks the engine how it maps the user of this process. The answer holds for the engine's client,
   * so runners ask once.
   *
   * @param client calls the engine
   * @param caller the user of this process
   * @return the mapping
   */
  UserMapping users(EngineClient client, Caller caller);

  /**
   * Mounts beside those of the run.
   *
   * @param folder the run's folder
   * @return the mounts; none by default
   */
  default List<Mount> ownMounts(RunFolder folder) {
    return List.of();
  }

  /**
   * Makes settings for the engine's client that are the user's without what would get into
   * containers unseen: variables, mounts, hooks.
   *
   * @param folder an empty directory, which exists as long as the run
   * @param environment the client's environment
   * @return variables that the client gets in addition; none where the user's settings have nothing
   *     of the kind
   * @throws IOException if settings cannot be read or written
   */
  default Map<String, String> withheldSettings(Path folder, ToolEnvironment environment)
      throws IOException {
    return Map.of();
  }

  /**
   * Gives the engine an image that shows whether it runs containers.
   *
   * @param client calls the engine
   * @param image the image
   * @param folder a directory for files of the image
   * @param name a unique name for it
   * @return the image, in the engine's form
   * @throws IOException if its files cannot be written
   * @throws dev.styxcache.application.api.ContainerEngineException if the engine refuses it
   */
  String makeProbe(EngineClient client, ProbeImage image, Path folder, String name)
      throws IOException;

  /**
   * Removes what {@link #makeProbe} made, except files in its directory.
   *
   * @param client calls the engine
   * @param reference the image, in the engine's form
   */
  default void removeProbe(EngineClient client, String reference) {}

  /**
   * The commands that run a container.
   *
   * @param run the container
   * @return the arguments
   */
  EngineCommands commands(ContainerRun run);
}
