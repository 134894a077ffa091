package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.PathPattern;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.domain.policy.HitPolicy;
import java.util.Optional;
import java.util.Set;

/**
 * Serves an entry in place of a run: replays its streams, so a hit looks like a run to the caller.
 */
final class HitServer {

  private final HitPolicy policy;
  private final FailureHandling failures;

  HitServer(HitPolicy policy, FailureHandling failures) {
    this.policy = policy;
    this.failures = failures;
  }

  /** Whether an entry may be served to a caller that requires an output. */
  boolean mayBeServed(CacheEntry entry, String output) {
    return entry.contains(output)
        || (policy == HitPolicy.ABSENT_IS_KNOWN
            && entry.manifest().map(EntryManifest::absent).orElse(Set.of()).contains(output));
  }

  /**
   * Whether an entry has an output that matches a pattern. One without manifest, which Python
   * wrote, counts as having none.
   */
  static boolean hasMatch(CacheEntry entry, PathPattern pattern) {
    return entry.manifest().isPresent()
        && pattern
            .select(entry.manifest().get().outputs().stream().map(TreeRecord::path).toList())
            .stream()
            .anyMatch(entry::contains);
  }

  /**
   * Serves the entry that a lookup found, if possible.
   *
   * @return why it was not served; empty if it was
   */
  Optional<String> whyNotServed(Call call, KeyedRun keyed, Lookup<CacheEntry> lookup) {
    if (lookup instanceof Lookup.Found<CacheEntry> found) {
      // Not in the fold: at startup of the command line its lambdas take longer than a hit.
      return serve(call, keyed, found.entry());
    }
    return lookup.fold(
        entry -> Optional.empty(),
        missing -> Optional.of(missing.reason()),
        corrupt -> Optional.of("the entry was corrupt: " + corrupt.reason()),
        newer -> Optional.of(newer.reason()),
        fault -> Optional.of(fault.message()));
  }

  private Optional<String> serve(Call call, KeyedRun keyed, CacheEntry entry) {
    if (!HitPolicy.holdsCopies(entry.manifest(), keyed.copies())) {
      // Such an entry's command names the input itself, so the next look would say less.
      return Optional.of(HitPolicy.NO_COPIES);
    }
    Optional<String> other = call.whyOfAnotherCall(entry);
    if (other.isPresent()) {
      return other;
    }
    Optional<String> refusal =
        policy.refusal(
            entry.manifest(), entry::contains, call.declared().requiredOutputs(), keyed.copies());
    if (refusal.isPresent()) {
      return refusal;
    }
    for (PathPattern pattern : call.declared().requiredPatterns()) {
      if (!hasMatch(entry, pattern)) {
        return Optional.of("the entry has no output that matches " + pattern.text());
      }
    }
    try {
      entry.replay(StreamName.STDOUT, call.stdout());
      entry.replay(StreamName.STDERR, call.stderr());
      return Optional.empty();
    } catch (CacheUnavailableException e) {
      failures.failed(e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
