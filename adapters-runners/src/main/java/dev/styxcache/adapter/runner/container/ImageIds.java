package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerSettings.Pull;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids of the images of an engine that keeps them by id. Safe for use by many threads. */
public final class ImageIds {

  private static final Duration ASKING = Duration.ofSeconds(30);
  private static final Duration FETCHING = Duration.ofHours(6);
  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  /** What resolvers of engines that keep images by id answer. */
  private static final Pattern DIGEST =
      Pattern.compile("(?:docker|podman):(?:sha256:)?([0-9a-f]{64})");

  /** A reference by digest. */
  private static final Pattern PINNED = Pattern.compile("@(sha256:[0-9a-f]{64})$");

  private final EngineClient client;
  private final Engine engine;
  private final Pull pull;

  /**
   * Of an engine.
   *
   * @param client calls it
   * @param engine the engine
   * @param pull what is done about an image that is not there
   */
  public ImageIds(EngineClient client, Engine engine, Pull pull) {
    this.client = client;
    this.engine = engine;
    this.pull = pull;
  }

  /** What was found. */
  public sealed interface Answer {

    /**
     * The engine has the image.
     *
     * @param id its id as the engine writes it
     */
    record Found(String id) implements Answer {}

    /**
     * It has not, or does not say.
     *
     * @param reason why, and the next step, for people
     */
    record NotFound(String reason) implements Answer {}
  }

  /**
   * Asks for the id of an image, and has it fetched where it is missing and that is wanted.
   *
   * @param tag the image as a wrapper or a user names it
   * @return what was found
   * @throws dev.styxcache.application.api.ContainerEngineException if the engine is not there
   */
  public Answer find(String tag) {
    String reference = engine.imageReference(tag);
    EngineCall asked = inspect(reference);
    if (!asked.succeeded() && asked.exitCode() != EngineCall.TOO_LONG && pull == Pull.MISSING) {
      List<String> arguments = new ArrayList<>(engine.traits().pullImage());
      arguments.add(reference);
      EngineCall pulled = client.call(FETCHING, arguments);
      asked = pulled.succeeded() ? inspect(reference) : pulled;
    }
    String id = asked.output().strip();
    return asked.succeeded() && ID.matcher(id).matches()
        ? new Answer.Found(id)
        : new Answer.NotFound(
            EngineFault.describe(
                engine.traits().name(), engine.traits().faults(), asked.errors(), reference));
  }

  private EngineCall inspect(String reference) {
    List<String> arguments = new ArrayList<>(engine.traits().inspectImage());
    arguments.add(reference);
    return client.call(ASKING, arguments);
  }

  /**
   * The image that a digest stands for, whatever has become of its tag.
   *
   * @param digest what is in the key
   * @return the id with its algorithm, by which engines run it; nothing where the digest is no id
   */
  public static Optional<String> idIn(ImageDigest digest) {
    Matcher matcher = DIGEST.matcher(digest.value());
    return matcher.matches() ? Optional.of("sha256:" + matcher.group(1)) : Optional.empty();
  }

  /**
   * What a pinned reference is pinned to.
   *
   * @param tag the image as a wrapper or a user names it
   * @return such as {@code sha256:…}; nothing where it is not pinned
   */
  public static Optional<String> pin(String tag) {
    Matcher matcher = PINNED.matcher(tag);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Binds a run to an image of an engine that keeps images by id.
   *
   * @param reference the form that the engine knows the tag by
   * @param digest what is in the key
   * @return the pinned reference, or the id that is in the key, or else the tag
   */
  public static ImageBinding bind(String reference, Optional<ImageDigest> digest) {
    return ImageBinding.to(
        pin(reference).isPresent() ? reference : digest.flatMap(ImageIds::idIn).orElse(reference));
  }
}
