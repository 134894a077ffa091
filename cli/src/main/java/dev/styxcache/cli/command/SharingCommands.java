package dev.styxcache.cli.command;

import dev.styxcache.application.port.EntrySummary;
import dev.styxcache.application.sharing.Sharing;
import dev.styxcache.application.sharing.SharingListener;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.inspection.CacheView;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.cli.wiring.Remotes;
import dev.styxcache.cli.wiring.Stores;
import dev.styxcache.domain.key.CacheKey;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** What the commands that move entries between machines have in common. */
final class SharingCommands {

  private SharingCommands() {}

  /** The remote store that is configured. */
  static Remotes.Remote remote(Configuration configuration) {
    return Remotes.open(configuration)
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

  static Sharing open(Configuration configuration, Context context) {
    SharingListener listener =
        new SharingListener(
            ByteBar.on(context, ByteBar.SENDING),
            ByteBar.on(context, ByteBar.FETCHING),
            message -> context.notice("warning: " + message));
    return Stores.share(configuration, listener).orElseThrow();
  }

  /** One after the other; each is sent or fetched by many requests at once. */
  static void forEach(Context context, Collection<CacheKey> keys, Consumer<CacheKey> work) {
    Interruption.guarded(
        context,
        "what was under way was broken off, and nothing half is left",
        () -> {
          keys.forEach(work);
          return keys;
        });
  }

  /** The key of an entry that is here, by its first digits. */
  static CacheKey keyHere(CacheView cache, String operand) {
    List<EntrySummary> candidates = cache.entries(KeyPrefix.of(operand));
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
