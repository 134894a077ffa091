package dev.styxcache.cli.inspection;

import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.EntryManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry as it is shown.
 *
 * @param entry the entry
 * @param lastUse when it was last used
 */
public record EntryView(CachedEntry entry, Instant lastUse) {

  /**
   * Looks an entry up.
   *
   * @param cache the cache
   * @param summary which entry
   * @return the entry; empty if it has been removed in the meantime
   * @throws dev.styxcache.application.api.CacheUnavailableException if the store cannot be read
   */
  public static Optional<EntryView> find(Cache cache, EntrySummary summary) {
    return cache.find(summary.key()).map(entry -> new EntryView(entry, summary.lastUse()));
  }

  /**
   * Its key.
   *
   * @return the key
   */
  public CacheKey key() {
    return entry.key();
  }

  /**
   * Where it stands.
   *
   * @return an absolute path
   */
  public Path directory() {
    return entry.directory();
  }

  /**
   * Its manifest.
   *
   * @return the manifest; empty for an entry that Python wrote, and for one with a fault
   */
  public Optional<EntryManifest> manifest() {
    return entry.manifest();
  }

  /**
   * Why it cannot be served.
   *
   * @return the reason; empty where it can
   */
  public Optional<String> fault() {
    return entry.fault();
  }

  /**
   * The tool.
   *
   * @return {@code package/name}, where the entry says so
   */
  public Optional<String> tool() {
    return manifest().map(known -> known.metadata().qualifiedName());
  }

  /**
   * The size of its outputs, by its manifest or else by its files.
   *
   * @return bytes; nothing where it cannot be known
   */
  public Optional<Long> size() {
    return manifest().map(EntryManifest::outputBytes).or(() -> EntryFiles.size(directory()));
  }
}
