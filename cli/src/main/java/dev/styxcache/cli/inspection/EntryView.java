package dev.styxcache.cli.inspection;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of an entry.
 *
 * @param key its key
 * @param directory where it stands
 * @param lastUse when it was last used
 * @param manifest what it says of itself; an entry that Python wrote says nothing
 * @param fault why it would not be served; empty where it would
 */
public record EntryView(
    CacheKey key, Path directory, Instant lastUse, Optional<EntryManifest> manifest, String fault) {

  /**
   * The tool.
   *
   * @return {@code package/name}, where the entry says so
   */
  public Optional<String> tool() {
    return manifest.map(known -> known.metadata().qualifiedName());
  }

  /**
   * The size of its outputs, by its manifest or else by its files.
   *
   * @return bytes; nothing where it cannot be known
   */
  public Optional<Long> size() {
    return manifest.map(EntryManifest::outputBytes).or(() -> EntryFiles.size(directory));
  }
}
