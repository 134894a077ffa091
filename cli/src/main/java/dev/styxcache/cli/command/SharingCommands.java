package dev.styxcache.cli.command;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.JointProgress;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.domain.key.CacheKey;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the commands that move entries between machines have in common. */
final class SharingCommands {

  private SharingCommands() {}

  /** The remote store that is configured. */
  static Remote remote(Configuration configuration) {
    return Caches.remote(configuration)
        .orElseThrow(
            () ->
                new UsageException(
                    "the store is of type "
                        + configuration.text(Setting.STORE_TYPE)
                        + " ("
                        + configuration.origin(Setting.STORE_TYPE)
                        + "), which shares nothing with other machines; set store.type to \"s3\" and"
                        + " fill in [store.s3]"));
  }

  static Cache open(Configuration configuration, Context context, JointProgress progress) {
    return Caches.shared(
        configuration, progress, progress, message -> context.notice("warning: " + message));
  }

  /**
   * Works at several entries at once, as a small one is mostly waiting for answers. What became of
   * them is told in their order.
   */
  static <T> void forEach(
      Context context,
      Collection<CacheKey> keys,
      JointProgress progress,
      Function<CacheKey, T> work,
      BiConsumer<CacheKey, T> report) {
    Interruption.guarded(
        context,
        "what was under way was broken off, and nothing half is left",
        () -> {
          try (EntriesAtOnce<T> atOnce = new EntriesAtOnce<>(keys, work)) {
            atOnce.forEach(
                (key, result) -> {
                  progress.makeRoom();
                  report.accept(key, result);
                });
          } finally {
            progress.end();
          }
          return keys;
        });
  }

  /** The key of an entry that is here, by its first digits. */
  static CacheKey keyHere(Cache cache, String operand) {
    List<EntrySummary> candidates = KeyPrefix.entries(cache, KeyPrefix.of(operand));
    if (candidates.size() != 1) {
      throw new CommandFailedException(
          (candidates.isEmpty() ? "no key here" : "more than one key here")
              + " begins with "
              + operand
              + "; styxcache ls lists them");
    }
    return candidates.get(0).key();
  }
}
