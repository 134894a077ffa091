package dev.styxcache.adapter.runner.digest;

import dev.styxcache.adapter.runner.container.Engine;
import dev.styxcache.adapter.runner.container.EngineCall;
import dev.styxcache.adapter.runner.container.EngineClient;
import dev.styxcache.adapter.runner.container.EngineFault;
import dev.styxcache.adapter.runner.container.ImageIds;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
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
import java.util.function.Function;

/**
 * Resolves images that are files by their content: {@code singularity-sif:} and the SHA-256 of the
 * file, as Python's {@code styxcache} has it. Of an image that is an unpacked directory the digest
 * is {@code singularity-inspect:} and the SHA-256 of what the engine tells of it; that does not see
 * each file, so there is a caution. An image of a registry that no file was made of has no digest,
 * unless it is pinned by one.
 */
public final class ImageFileDigests implements ImageDigestResolver {

  private static final Duration ASKING = Duration.ofSeconds(60);

  private final Engine engine;
  private final EngineClient client;
  private final Function<String, Optional<Path>> fileOf;
  private final SifDigests digests;

  /**
   * For an engine.
   *
   * @param engine the engine
   * @param settings name its executable
   * @param fileOf where the image of a tag is; empty where it is in a registry
   * @param digests digests the files
   */
  public ImageFileDigests(
      Engine engine,
      RunnerSettings settings,
      Function<String, Optional<Path>> fileOf,
      SifDigests digests) {
    this.engine = engine;
    this.client = new EngineClient(engine, settings);
    this.fileOf = fileOf;
    this.digests = digests;
  }

  static ImageDigest ofFile(String sha256) {
    return new ImageDigest("singularity-sif:" + sha256);
  }

  @Override
  public Resolution resolve(String tag) {
    if (tag.isEmpty()) {
      return new Resolution.Resolved(ImageIdDigests.NO_IMAGE);
    }
    Optional<Path> file = fileOf.apply(tag);
    if (file.isPresent()) {
      return resolveFile(file.get());
    }
    String reference = engine.imageReference(tag);
    return ImageIds.pin(tag)
        .<Resolution>map(pin -> new Resolution.Resolved(new ImageDigest("singularity:" + pin)))
        .orElseGet(
            () ->
                new Resolution.Unresolved(
                    "its tag may be moved, and no file was made of it: make one ("
                        + engine.traits().executables().get(0)
                        + " pull image.sif "
                        + reference
                        + ") and name it in runner.image_overrides"));
  }

  private Resolution resolveFile(Path file) {
    try {
      return Files.isDirectory(file)
          ? inspect(file)
          : new Resolution.Resolved(ofFile(digests.digest(file).sha256()));
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
      EngineCall call = client.call(ASKING, List.of("inspect", "--all", directory.toString()));
      if (!call.succeeded()) {
        return new Resolution.Unresolved(
            EngineFault.describe(
                engine.traits().name(),
                engine.traits().faults(),
                call.errors(),
                directory.toString()));
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
