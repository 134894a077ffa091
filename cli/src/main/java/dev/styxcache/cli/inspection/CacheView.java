package dev.styxcache.cli.inspection;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The entries of a cache.
 *
 * @param opened the store
 */
public record CacheView(OpenedStore opened) {

  /**
   * All entries.
   *
   * @return the entries, the one that was used last first
   * @throws dev.styxcache.application.api.CacheUnavailableException if the store cannot be read
   */
  public List<EntrySummary> entries() {
    try (Stream<EntrySummary> entries = opened.upkeep().list()) {
      return entries
          .sorted(
              Comparator.comparing(EntrySummary::lastUse)
                  .reversed()
                  .thenComparing(entry -> entry.key().hex()))
          .toList();
    }
  }

  /**
   * The entries whose keys begin in a certain way.
   *
   * @param prefix the first digits of a key
   * @return the entries, the one that was used last first
   * @throws dev.styxcache.application.api.CacheUnavailableException if the store cannot be read
   */
  public List<EntrySummary> entries(String prefix) {
    return entries().stream().filter(entry -> entry.key().hex().startsWith(prefix)).toList();
  }

  /**
   * Looks an entry up.
   *
   * @param summary which one
   * @return what is known of it; nothing if it has been deleted in the meantime
   * @throws dev.styxcache.application.api.CacheUnavailableException if the store cannot be read
   */
  public Optional<EntryView> find(EntrySummary summary) {
    CacheKey key = summary.key();
    Path directory = opened.store().directoryOf(key);
    Lookup lookup = opened.store().find(key);
    if (lookup instanceof Lookup.Found found) {
      return Optional.of(
          new EntryView(key, directory, summary.lastUse(), found.entry().manifest(), ""));
    } else if (lookup instanceof Lookup.Damaged damaged) {
      return Optional.of(faulty(summary, directory, "damaged: " + damaged.reason()));
    } else if (lookup instanceof Lookup.Newer newer) {
      return Optional.of(faulty(summary, directory, "of a newer format: " + newer.reason()));
    } else if (lookup instanceof Lookup.Failed failed) {
      throw failed.failure();
    }
    return Optional.empty();
  }

  private static EntryView faulty(EntrySummary summary, Path directory, String fault) {
    return new EntryView(summary.key(), directory, summary.lastUse(), Optional.empty(), fault);
  }
}
