package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineClient;
import dev.styxcache.adapter.runner.container.ImageIds;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Resolves image files by their content: {@code singularity-sif:} and the SHA-256 of the file, as
 * in Python's {@code styxcache}. The digest of a sandbox directory is {@code singularity-inspect:}
 * and the SHA-256 of the engine's description, which does not cover each file, so there is a
 * caution. An image of a registry has no digest, unless its reference is pinned.
 */
final class ImageFileDigests implements ImageDigestResolver {

  private static final Duration ASKING = Duration.ofSeconds(60);

  private final SingularityEngine engine;
  private final EngineClient client;

  ImageFileDigests(SingularityEngine engine, EngineClient client) {
    this.engine = engine;
    this.client = client;
  }

  static ImageDigest ofFile(String sha256) {
    return new ImageDigest("singularity-sif:" + sha256);
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return new Resolution.Resolved(ImageIds.NO_IMAGE);
    }
    Optional<Path> file = engine.names().fileOf(tag);
    if (file.isPresent()) {
      return resolveFile(file.get());
    }
    String reference = engine.imageReference(tag);
    return ImageIds.pin(tag)
        .<Resolution>map(pin -> new Resolution.Resolved(new ImageDigest("singularity:" + pin)))
        .orElseGet(
            () ->
                new Resolution.Unresolved(
                    "its tag can move: make a file of it ("
                        + engine.traits().executables().get(0)
                        + " pull image.sif "
                        + reference
                        + ") and name it in runner.image_overrides"));
  }

  private Resolution resolveFile(Path file) {
    try {
      return Files.isDirectory(file)
          ? inspect(file)
          : new Resolution.Resolved(ofFile(engine.digests().digest(file).sha256()));
    } catch (IOException e) {
      return new Resolution.Unresolved(
          "the file "
              + file
              + " cannot be read ("
              + e
              + "): check runner.image_overrides and the file's permissions");
    }
  }

  private Resolution inspect(Path directory) {
    try {
      EngineClient.Call call =
          client.call(ASKING, List.of("inspect", "--all", directory.toString()));
      if (!call.succeeded()) {
        return new Resolution.Unresolved(
            engine.traits().describe(call.errors(), directory.toString()));
      }
      byte[] told = call.output().getBytes(StandardCharsets.UTF_8);
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(told));
      return new Resolution.Resolved(
          new ImageDigest("singularity-inspect:" + sha256),
          Optional.of(
              "the image "
                  + directory
                  + " is an unpacked directory, of which only the description is part of the key:"
                  + " a change of its files goes unseen. Build a SIF file of it"));
    } catch (ContainerEngineException e) {
      return new Resolution.Unresolved(String.valueOf(e.getMessage()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
