package dev.styxcache.application.remote;

import dev.styxcache.application.spi.RemoteDamage;
import dev.styxcache.application.spi.RemoteFault;
import dev.styxcache.domain.key.CacheKey;
import java.util.function.Consumer;

/**
 * Tells of damaged entries of a remote store and, where this machine may write there, takes them
 * away, so that whoever makes the entry next sends a sound one.
 */
record DamageReports(String remote, boolean discarding, Consumer<String> warnings) {

  /** A failure of the remote store, as a reason. */
  String reason(RemoteFault fault) {
    return remote + " cannot be used: " + fault.message();
  }

  /**
   * Reports one.
   *
   * @return what is wrong, as a reason for a miss
   */
  String report(CacheKey key, String reason, RemoteDamage damage) {
    boolean away = discarding && damage.discard().isEmpty();
    String what = "the entry " + key.abbreviated() + " in " + remote + " is damaged: " + reason;
    warnings.accept(
        what
            + (away
                ? "; it was marked as void there, and is sent anew once it is made again"
                : "; it is left there, and not used"));
    return what;
  }
}
