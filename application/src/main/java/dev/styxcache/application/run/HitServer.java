package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Serves an entry in place of a run, so that the caller cannot tell the one from the other. */
final class HitServer {

  private final Caching caching;
  private final Reporter reporter;

  HitServer(Caching caching, Reporter reporter) {
    this.caching = caching;
    this.reporter = reporter;
  }

  /**
   * Serves what was found, if it can be served.
   *
   * @return why it was not served, or nothing where it was
   */
  Optional<String> serve(
      Call call,
      Plan.ThroughCache plan,
      Lookup lookup,
      RequestedOutputs outputs,
      KeyPreparation inputs) {
    if (!(lookup instanceof Lookup.Found found)) {
      return Optional.of(reason(lookup));
    }
    CacheEntry entry = found.entry();
    Optional<String> refusal = refusal(entry, outputs, inputs);
    if (refusal.isPresent()) {
      return refusal;
    }
    try {
      // The streams first: if they cannot be read the tool still has to run, on inputs that it has
      // not changed yet.
      entry.replay(StreamName.STDOUT, call.stdout());
      entry.replay(StreamName.STDERR, call.stderr());
      restoreInputs(entry, inputs);
    } catch (CacheUnavailableException e) {
      requireUntouched(inputs, e);
      caching.failures().failed(e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
    caching.opened().upkeep().recordUse(plan.key());
    reporter.hit(call, plan, entry.manifest().map(EntryManifest::duration));
    return Optional.empty();
  }

  private Optional<String> refusal(
      CacheEntry entry, RequestedOutputs outputs, KeyPreparation inputs) {
    Optional<String> refusal =
        caching
            .policy()
            .outputs()
            .refusal(
                entry.manifest(),
                entry::contains,
                outputs.required(),
                inputs.mutableInputs().keySet());
    return refusal.isPresent() ? refusal : changedMutableInput(inputs);
  }

  /** What somebody wrote to a mutable input since it was digested must not be overwritten. */
  private static Optional<String> changedMutableInput(KeyPreparation inputs) {
    return inputs.mutableInputWatches().stream()
        .map(ContentWatch::findChange)
        .flatMap(Optional::stream)
        .findFirst()
        .map(path -> "the mutable input " + path + " has changed since it was digested");
  }

  private static void restoreInputs(CacheEntry entry, KeyPreparation inputs) {
    for (Map.Entry<Integer, MutableInput> input : inputs.mutableInputs().entrySet()) {
      entry.restoreInput(input.getKey(), input.getValue().path());
    }
  }

  /**
   * Where some mutable inputs are restored and others are not, the tool cannot run either: it would
   * see inputs that no run was ever meant to see.
   */
  private static void requireUntouched(KeyPreparation inputs, CacheUnavailableException failure) {
    for (ContentWatch watch : inputs.mutableInputWatches()) {
      Optional<Path> changed = watch.findChange();
      if (changed.isPresent()) {
        throw new CacheUnavailableException(
            "a mutable input was being brought to the state in which the stored run left it, and only a part of it is"
                + " ("
                + changed.get()
                + "); bring it back from its source and run again: "
                + failure.getMessage(),
            failure);
      }
    }
  }

  static String reason(Lookup lookup) {
    if (lookup instanceof Lookup.Damaged damaged) {
      return "the entry was damaged: " + damaged.reason();
    } else if (lookup instanceof Lookup.Newer newer) {
      return newer.reason();
    } else if (lookup instanceof Lookup.Failed failed) {
      return String.valueOf(failed.failure().getMessage());
    } else if (lookup instanceof Lookup.Absent absent) {
      return absent.reason();
    }
    throw new IllegalArgumentException("an entry that was found is no reason: " + lookup);
  }
}
