package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.OutputPattern;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.domain.policy.HitPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Serves an entry in place of a run: replays its streams and restores mutable inputs, so a hit
 * looks like a run to the caller.
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
  static boolean hasMatch(CacheEntry entry, OutputPattern pattern) {
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
    Optional<String> other = call.whyOfAnotherCall(entry);
    if (other.isPresent()) {
      return other;
    }
    Map<Integer, MutableInput> mutable = keyed.mutableInputs();
    Optional<String> refusal =
        policy.refusal(
            entry.manifest(), entry::contains, call.declared().requiredOutputs(), mutable.keySet());
    if (refusal.isPresent()) {
      return refusal;
    }
    for (OutputPattern pattern : call.declared().requiredPatterns()) {
      if (!hasMatch(entry, pattern)) {
        return Optional.of("the entry has no output that matches " + pattern.text());
      }
    }
    // Changes made to a mutable input since it was digested must not be overwritten.
    Optional<Path> changed = keyed.findChangedMutableInput();
    if (changed.isPresent()) {
      return Optional.of(
          "the mutable input " + changed.get() + " has changed since it was digested");
    }
    try {
      // Streams first: if they cannot be read, the tool must still run, on unchanged inputs.
      entry.replay(StreamName.STDOUT, call.stdout());
      entry.replay(StreamName.STDERR, call.stderr());
      mutable.forEach((position, input) -> entry.restoreInput(position, input.path()));
      return Optional.empty();
    } catch (CacheUnavailableException e) {
      requireUntouched(keyed, e);
      failures.failed(e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Fails if only some of the mutable inputs were restored: the tool must not run on a mixture of
   * old and new inputs.
   */
  private static void requireUntouched(KeyedRun keyed, CacheUnavailableException failure) {
    keyed
        .findChangedMutableInput()
        .ifPresent(
            changed -> {
              throw new CacheUnavailableException(
                  "a mutable input was being brought to the state in which the stored run left it,"
                      + " and only a part of it is ("
                      + changed
                      + "); bring it back from its source and run again: "
                      + failure.getMessage(),
                  failure);
            });
  }
}
