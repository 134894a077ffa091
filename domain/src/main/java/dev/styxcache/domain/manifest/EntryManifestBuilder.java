package dev.styxcache.domain.manifest;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds an {@link EntryManifest}. Not thread-safe. */
public final class EntryManifestBuilder {

  private final CacheKey key;
  private final String payload;
  private Metadata metadata = Metadata.of("", "", "");
  private ImageDigest image = ImageDigest.ofTag("");
  private List<String> command = List.of();
  private Optional<ContentHash> executable = Optional.empty();
  private Optional<List<String>> neutral = Optional.empty();
  private int exitCode;
  private Instant created = Instant.EPOCH;
  private Duration duration = Duration.ZERO;
  private String version = "unknown";
  private List<TreeRecord> outputs = List.of();
  private Set<String> absent = Set.of();
  private List<String> copies = List.of();
  private Map<StreamName, CapturedStream> streams = Map.of();
  private Map<String, String> leftOut = Map.of();
  private Map<String, Long> modified = Map.of();

  EntryManifestBuilder(CacheKey key, String payload) {
    this.key = key;
    this.payload = payload;
  }

  /**
   * Sets the tool.
   *
   * @param metadata the tool, with its image tag
   * @param image the image digest that is in the key
   * @param command the arguments
   * @return this builder
   */
  public EntryManifestBuilder tool(Metadata metadata, ImageDigest image, List<String> command) {
    this.metadata = metadata;
    this.image = image;
    this.command = command;
    return this;
  }

  /**
   * Sets the digest of the executable that ran.
   *
   * @param executable the digest; empty where the key has it, or the executable is not this
   *     machine's
   * @return this builder
   */
  public EntryManifestBuilder executable(Optional<ContentHash> executable) {
    this.executable = executable;
    return this;
  }

  /**
   * Sets the command without paths.
   *
   * @param neutral what {@link NeutralCommand} makes of it; empty where the key has the command
   * @return this builder
   */
  public EntryManifestBuilder neutral(Optional<List<String>> neutral) {
    this.neutral = neutral;
    return this;
  }

  /**
   * Sets how the run ended.
   *
   * @param exitCode the exit code
   * @param created when it ended
   * @param duration how long it took
   * @return this builder
   */
  public EntryManifestBuilder run(int exitCode, Instant created, Duration duration) {
    this.exitCode = exitCode;
    this.created = created;
    this.duration = duration;
    return this;
  }

  /**
   * Sets the version of this software.
   *
   * @param version the version
   * @return this builder
   */
  public EntryManifestBuilder version(String version) {
    this.version = version;
    return this;
  }

  /**
   * Sets the output tree.
   *
   * @param outputs its members, sorted by path
   * @return this builder
   */
  public EntryManifestBuilder outputs(List<TreeRecord> outputs) {
    this.outputs = outputs;
    return this;
  }

  /**
   * Sets the outputs that were asked for and not made.
   *
   * @param absent their paths
   * @return this builder
   */
  public EntryManifestBuilder absent(Set<String> absent) {
    this.absent = absent;
    return this;
  }

  /**
   * Sets the names of the copies of mutable inputs.
   *
   * @param copies the names, in the order of declaration
   * @return this builder
   */
  public EntryManifestBuilder copies(List<String> copies) {
    this.copies = copies;
    return this;
  }

  /**
   * Sets the captured streams.
   *
   * @param streams the streams
   * @return this builder
   */
  public EntryManifestBuilder streams(Map<StreamName, CapturedStream> streams) {
    this.streams = streams;
    return this;
  }

  /**
   * Sets what the tool made and an entry cannot hold.
   *
   * @param leftOut why, by the path
   * @return this builder
   */
  public EntryManifestBuilder leftOut(Map<String, String> leftOut) {
    this.leftOut = leftOut;
    return this;
  }

  /**
   * Sets when files and folders were last written to.
   *
   * @param modified the times in nanoseconds since 1970, by their paths
   * @return this builder
   */
  public EntryManifestBuilder modified(Map<String, Long> modified) {
    this.modified = modified;
    return this;
  }

  /**
   * Builds the manifest.
   *
   * @return the manifest
   * @throws IllegalArgumentException if the key is not the payload's
   */
  public EntryManifest build() {
    return new EntryManifest(
        key,
        payload,
        metadata,
        image,
        command,
        executable,
        neutral,
        exitCode,
        created,
        duration,
        version,
        outputs,
        absent,
        copies,
        streams,
        leftOut,
        modified);
  }
}
