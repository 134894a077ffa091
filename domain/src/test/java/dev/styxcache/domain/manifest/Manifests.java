package dev.styxcache.domain.manifest;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Manifests for tests. */
public final class Manifests {

  private Manifests() {}

  /**
   * A manifest of a key, with a given payload.
   *
   * @param key the key
   * @param payload the payload
   * @param outputs the outputs
   * @param absent what was not made
   * @param copies the names of the copies of mutable inputs
   * @return the manifest
   */
  public static EntryManifest of(
      CacheKey key,
      String payload,
      List<TreeRecord> outputs,
      Set<String> absent,
      List<String> copies) {
    return EntryManifest.builder(key, payload)
        .tool(Metadata.of("id", "name", "package"), ImageDigest.ofTag(""), List.of("tool", "-x"))
        .run(0, Instant.EPOCH, Duration.ofSeconds(3))
        .version("0.1.0")
        .outputs(outputs)
        .absent(absent)
        .copies(copies)
        .streams(Map.of(StreamName.STDOUT, new CapturedStream(0, true, true)))
        .build();
  }

  /**
   * A sound manifest.
   *
   * @param outputs the outputs
   * @param absent what was not made
   * @param copies the names of the copies of mutable inputs
   * @return the manifest
   */
  public static EntryManifest of(
      List<TreeRecord> outputs, Set<String> absent, List<String> copies) {
    return of(CacheKey.ofCanonicalText("{}"), "{}", outputs, absent, copies);
  }
}
