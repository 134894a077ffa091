package dev.styxcache.application.remote;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.RemoteDamage;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;
import java.util.function.Consumer;

/** Words for users about faults of a remote store and corrupt entries in it. */
record RemoteReports(String name, RemoteSettings settings, RemoteRequests requests) {

  String reason(Fault fault) {
    return name + " cannot be used: " + fault.message();
  }

  /**
   * Reports a corrupt remote entry and, where this machine may write there, takes it away, so that
   * the next machine that makes the entry pushes a sound one.
   *
   * @return what is wrong, as a reason for a miss
   */
  String report(CacheKey key, String reason, RemoteDamage damage, Consumer<String> warnings) {
    boolean away = settings.push() && discard(damage, warnings);
    String what = "the entry " + key.abbreviated() + " in " + name + " is corrupt: " + reason;
    warnings.accept(
        what
            + (away
                ? "; it was marked as void there, and is pushed anew once it is made again"
                : "; it is left there, and not used"));
    return what;
  }

  boolean discard(RemoteDamage damage, Consumer<String> warnings) {
    Optional<Fault> fault =
        requests.make(
            true,
            damage::discard,
            Optional::of,
            answer -> answer.orElse(null),
            answer -> false,
            first -> warn(first, warnings));
    return fault.isEmpty();
  }

  /** Where a run fails for it, the failure says it. */
  void warn(Fault fault, Consumer<String> warnings) {
    if (settings.failures() == CacheFailures.FAIL) {
      return;
    }
    String text =
        switch (fault.reach()) {
          case EVERYTHING ->
              " cannot be used, and work goes on with the local cache alone: "
                  + fault.message()
                  + " (it is tried again after "
                  + settings.retryAfter().toSeconds()
                  + " s; styxcache push sends later what is made meanwhile)";
          case WRITING ->
              " takes no entries, and is only read from: "
                  + fault.message()
                  + " (to only read is set by push = false; styxcache push sends later what is made"
                  + " meanwhile)";
          case THIS_ENTRY -> " has refused an entry: " + fault.message();
        };
    warnings.accept(name + text);
  }
}
