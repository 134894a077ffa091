package dev.styxcache.domain.policy;

import dev.styxcache.domain.manifest.EntryManifest;
import java.util.Collection;
import java.util.List;
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

  /** Why an entry without copies of mutable inputs is not served. */
  public static final String NO_COPIES =
      "the stored run was made by a version of styxcache that changed mutable inputs in place";

  abstract boolean isKnownAbsent(Set<String> absent, String output);

  /**
   * Judges an entry.
   *
   * @param manifest the entry's manifest; an entry that Python wrote has none
   * @param isPresent whether the entry holds a given output
   * @param required the outputs that the caller needs
   * @param copies the names of the copies of mutable inputs, which must be among the outputs
   * @return why the entry cannot be served, or nothing where it can
   */
  public Optional<String> refusal(
      Optional<EntryManifest> manifest,
      Predicate<String> isPresent,
      Collection<String> required,
      List<String> copies) {
    if (!holdsCopies(manifest, copies)) {
      return Optional.of(NO_COPIES);
    }
    Set<String> absent = manifest.map(EntryManifest::absent).orElse(Set.of());
    for (String output : required) {
      if (!isPresent.test(output) && !isKnownAbsent(absent, output)) {
        return Optional.of("the entry has no output " + output);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether an entry has the copies of mutable inputs among its outputs. An entry of version 0.1.0
   * has not: its tool wrote to the inputs themselves.
   *
   * @param manifest the entry's manifest, if it has one
   * @param copies the names of the copies
   * @return whether it was made with exactly these copies
   */
  public static boolean holdsCopies(Optional<EntryManifest> manifest, List<String> copies) {
    return copies.isEmpty() || (manifest.isPresent() && manifest.get().copies().equals(copies));
  }
}
