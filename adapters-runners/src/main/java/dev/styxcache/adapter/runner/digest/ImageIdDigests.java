package dev.styxcache.adapter.runner.digest;

import dev.styxcache.adapter.runner.container.Engine;
import dev.styxcache.adapter.runner.container.EngineClient;
import dev.styxcache.adapter.runner.container.ImageIds;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/**
 * Resolves images by their ids in an engine: {@code docker:sha256:…} and {@code podman:…}, each
 * with the id as its engine writes it, as Python's {@code styxcache} has it. A reference that is
 * pinned by a digest is that digest, and a tool without an image is {@code image:none}; neither
 * needs the engine.
 */
public final class ImageIdDigests implements ImageDigestResolver {

  /** What stands for no image. */
  static final ImageDigest NO_IMAGE = new ImageDigest("image:none");

  private final Engine engine;
  private final ImageIds ids;

  /**
   * For an engine.
   *
   * @param engine the engine
   * @param settings name its executable, and whether missing images are fetched
   */
  public ImageIdDigests(Engine engine, RunnerSettings settings) {
    this.engine = engine;
    this.ids =
        new ImageIds(new EngineClient(engine, settings), engine, settings.containers().pull());
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return new Resolution.Resolved(NO_IMAGE);
    }
    Optional<String> pin = ImageIds.pin(tag);
    if (pin.isPresent()) {
      return new Resolution.Resolved(digest(pin.get()));
    }
    try {
      ImageIds.Answer answer = ids.find(tag);
      return answer instanceof ImageIds.Answer.Found found
          ? new Resolution.Resolved(digest(found.id()))
          : new Resolution.Unresolved(((ImageIds.Answer.NotFound) answer).reason());
    } catch (ContainerEngineException e) {
      return new Resolution.Unresolved(String.valueOf(e.getMessage()));
    }
  }

  private ImageDigest digest(String id) {
    return new ImageDigest(engine.traits().name() + ":" + id);
  }
}
