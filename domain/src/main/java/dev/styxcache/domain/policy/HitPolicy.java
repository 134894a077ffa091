package dev.styxcache.domain.policy;

import dev.styxcache.domain.manifest.EntryManifest;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether an entry may be served to a caller who asks for certain outputs.
 *
 * <p>A wrong hit is worse than a miss, so where an entry does not say that it has what is asked
 * for, the answer is no.
 */
public enum HitPolicy {

  /**
   * An output that an earlier run was asked for and did not make counts as known to be absent:
   * wrappers often name more outputs than a tool writes, and the tool would otherwise run for ever.
   */
  ABSENT_IS_KNOWN {
    @Override
    boolean isKnownAbsent(Set<String> absent, String output) {
      return absent.contains(output);
    }
  },

  /** Every required output must be there. */
  PRESENT_ONLY {
    @Override
    boolean isKnownAbsent(Set<String> absent, String output) {
      return false;
    }
  };

  abstract boolean isKnownAbsent(Set<String> absent, String output);

  /**
   * Judges an entry.
   *
   * @param manifest the entry's manifest; an entry that Python wrote has none
   * @param isPresent whether the entry holds a given output
   * @param required the outputs that the caller needs
   * @param mutableInputs the places of the mutable inputs, whose final state a hit must bring back
   * @return why the entry cannot be served, or nothing where it can
   */
  public Optional<String> refusal(
      Optional<EntryManifest> manifest,
      Predicate<String> isPresent,
      Collection<String> required,
      Collection<Integer> mutableInputs) {
    Set<String> absent = manifest.map(EntryManifest::absent).orElse(Set.of());
    for (String output : required) {
      if (!isPresent.test(output) && !isKnownAbsent(absent, output)) {
        return Optional.of("the entry has no output " + output);
      }
    }
    for (int input : mutableInputs) {
      if (manifest.isEmpty() || !manifest.get().mutable().containsKey(input)) {
        return Optional.of("the entry does not say what the run left of mutable input " + input);
      }
    }
    return Optional.empty();
  }
}
