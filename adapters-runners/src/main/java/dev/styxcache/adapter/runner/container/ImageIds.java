package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.settings.ContainerSettings.ImagePull;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves images to their ids in an engine: {@code docker:sha256:…} and {@code podman:…}, each
 * with the id as its engine writes it, as in Python's {@code styxcache}. A reference that is pinned
 * by a digest is that digest, and a tool without an image is {@code image:none}; neither needs the
 * engine. Thread-safe.
 */
public final class ImageIds implements ImageDigestResolver {

  /** The digest of no image. */
  public static final ImageDigest NO_IMAGE = new ImageDigest("image:none");

  private static final Duration INSPECTION = Duration.ofSeconds(30);
  private static final Duration FETCHING = Duration.ofHours(6);
  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  /** A digest that this class makes of an id. */
  private static final Pattern DIGEST =
      Pattern.compile("(?:docker|podman):(?:sha256:)?([0-9a-f]{64})");

  /** A reference by digest. */
  private static final Pattern PINNED = Pattern.compile("@(sha256:[0-9a-f]{64})$");

  private final Engine engine;
  private final EngineClient client;
  private final ImagePull pull;

  ImageIds(Engine engine, EngineClient client, ImagePull pull) {
    this.engine = engine;
    this.client = client;
    this.pull = pull;
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return new Resolution.Resolved(NO_IMAGE);
    }
    Optional<String> pin = pin(tag);
    if (pin.isPresent()) {
      return resolved(pin.get());
    }
    try {
      return find(tag);
    } catch (ContainerEngineException e) {
      return new Resolution.Unresolved(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Asks the engine for the id of an image, and has it fetched where it is missing and the settings
   * say so.
   *
   * @throws ContainerEngineException if the engine cannot be called
   */
  Resolution find(String tag) {
    String reference = engine.imageReference(tag);
    List<String> names = engine.localReferences(tag);
    EngineClient.Call asked = inspect(names.get(0));
    for (int i = 1; i < names.size() && !asked.succeeded() && !asked.timedOut(); i++) {
      asked = inspect(names.get(i));
    }
    if (!asked.succeeded() && !asked.timedOut() && pull == ImagePull.MISSING) {
      EngineClient.Call pulled = call(FETCHING, engine.traits().pullImage(), reference);
      asked = pulled.succeeded() ? inspect(reference) : pulled;
    }
    String id = asked.output().strip();
    return asked.succeeded() && ID.matcher(id).matches()
        ? resolved(id)
        : new Resolution.Unresolved(engine.traits().describe(asked.errors(), reference));
  }

  private EngineClient.Call inspect(String reference) {
    return call(INSPECTION, engine.traits().inspectImage(), reference);
  }

  private EngineClient.Call call(Duration limit, List<String> command, String reference) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add(reference);
    return client.call(limit, arguments);
  }

  private Resolution resolved(String id) {
    return new Resolution.Resolved(new ImageDigest(engine.traits().name() + ":" + id));
  }

  /** The id in a digest of this class, by which engines run the image; empty for other digests. */
  static Optional<String> idIn(ImageDigest digest) {
    Matcher matcher = DIGEST.matcher(digest.value());
    return matcher.matches() ? Optional.of("sha256:" + matcher.group(1)) : Optional.empty();
  }

  /**
   * The digest that a reference is pinned to.
   *
   * @param tag the image as a wrapper or a user names it
   * @return such as {@code sha256:…}; empty where it is not pinned
   */
  public static Optional<String> pin(String tag) {
    Matcher matcher = PINNED.matcher(tag);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
