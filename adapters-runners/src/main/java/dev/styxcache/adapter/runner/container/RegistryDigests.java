package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves images to the digests that registries have for them, {@code
 * registry:linux/amd64@sha256:…}, which are the same in all engines and on all machines. One digest
 * of a registry can stand for images of several platforms, so the platform is part of it. An image
 * that came from no registry has none, and gets the engine's own. Thread-safe.
 */
final class RegistryDigests implements ImageDigestResolver {

  private static final Duration INSPECTION = Duration.ofSeconds(30);
  private static final Pattern REPOSITORY_DIGEST =
      Pattern.compile("\"([^\"@]+)@(sha256:[0-9a-f]{64})\"");
  private static final Pattern DIGEST = Pattern.compile("registry:[^@]+@(sha256:[0-9a-f]{64})");
  private static final Pattern TAG = Pattern.compile("(:[^:/@]+)?(@sha256:[0-9a-f]{64})?$");

  private final Engine engine;
  private final EngineClient client;
  private final ImageIds ids;

  RegistryDigests(Engine engine, EngineClient client, ImageIds ids) {
    this.engine = engine;
    this.client = client;
    this.ids = ids;
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return ids.resolve(tag);
    }
    try {
      Resolution own = ids.find(tag);
      if (own instanceof Resolution.Unresolved) {
        return own;
      }
      List<String> command = new ArrayList<>(engine.traits().inspectImage());
      command.set(command.size() - 1, "{{.Os}}/{{.Architecture}} {{json .RepoDigests}}");
      ImageIds.idIn(((Resolution.Resolved) own).digest()).ifPresent(command::add);
      EngineClient.Call told = client.call(INSPECTION, command);
      if (!told.succeeded()) {
        return new Resolution.Unresolved(engine.traits().describe(told.errors(), tag));
      }
      return only(tag, told.output()).<Resolution>map(Resolution.Resolved::new).orElse(own);
    } catch (ContainerEngineException e) {
      return new Resolution.Unresolved(String.valueOf(e.getMessage()));
    }
  }

  /** The one digest that an image has in the repository of its name. */
  private Optional<ImageDigest> only(String tag, String told) {
    String repository = repository(engine.imageReference(tag));
    Set<String> digests = new TreeSet<>();
    Matcher matcher = REPOSITORY_DIGEST.matcher(told);
    while (matcher.find()) {
      if (matcher.group(1).equals(repository)
          || ("docker.io/" + matcher.group(1)).equals(repository)
          || matcher.group(1).equals("docker.io/" + repository)) {
        digests.add(matcher.group(2));
      }
    }
    Optional<String> pin = ImageIds.pin(tag).filter(digests::contains);
    String platform = told.strip().split(" ", 2)[0];
    return pin.or(() -> digests.size() == 1 ? digests.stream().findFirst() : Optional.empty())
        .map(digest -> new ImageDigest("registry:" + platform + "@" + digest));
  }

  private static String repository(String reference) {
    return TAG.matcher(reference).replaceFirst("");
  }

  /**
   * The reference by which an engine runs the image of a digest.
   *
   * @param reference the image in the engine's form
   * @param digest a digest in the key
   * @return the reference; empty for a digest of another kind
   */
  static Optional<String> reference(String reference, ImageDigest digest) {
    Matcher matcher = DIGEST.matcher(digest.value());
    return matcher.matches()
        ? Optional.of(repository(reference) + "@" + matcher.group(1))
        : Optional.empty();
  }
}
