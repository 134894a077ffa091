package dev.styxcache.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.Manifests;
import dev.styxcache.domain.manifest.MutableState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HitPolicyTest {

  private static final Set<String> PRESENT = Set.of("a", "b");
  private static final Optional<EntryManifest> PYTHONS = Optional.empty();
  private static final Optional<EntryManifest> WITHOUT_C =
      Optional.of(Manifests.of(List.of(), Set.of("c"), Map.of(0, new MutableState.Unchanged())));

  private static Optional<String> refusal(
      HitPolicy policy,
      Optional<EntryManifest> manifest,
      List<String> required,
      List<Integer> mutable) {
    return policy.refusal(manifest, PRESENT::contains, required, mutable);
  }

  @ParameterizedTest
  @EnumSource(HitPolicy.class)
  void entry_withAllThatIsAskedFor_isServed(HitPolicy policy) {
    assertThat(refusal(policy, PYTHONS, List.of(), List.of())).isEmpty();
    assertThat(refusal(policy, PYTHONS, List.of("a", "b"), List.of())).isEmpty();
    assertThat(refusal(policy, WITHOUT_C, List.of("b"), List.of(0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(HitPolicy.class)
  void entry_thatDoesNotSayThatItLacksAnOutput_isRefused(HitPolicy policy) {
    assertThat(refusal(policy, WITHOUT_C, List.of("a", "d"), List.of()))
        .hasValueSatisfying(reason -> assertThat(reason).contains("no output d"));
    assertThat(refusal(policy, PYTHONS, List.of("c"), List.of())).isPresent();
  }

  @Test
  void entry_whoseRunDidNotMakeAnOutput_isServedOnlyWhereThatIsEnough() {
    assertThat(refusal(HitPolicy.ABSENT_IS_KNOWN, WITHOUT_C, List.of("c"), List.of())).isEmpty();
    assertThat(refusal(HitPolicy.PRESENT_ONLY, WITHOUT_C, List.of("c"), List.of()))
        .hasValueSatisfying(reason -> assertThat(reason).contains("no output c"));
  }

  @ParameterizedTest
  @EnumSource(HitPolicy.class)
  void entry_thatDoesNotSayWhatBecameOfAMutableInput_isRefused(HitPolicy policy) {
    assertThat(refusal(policy, PYTHONS, List.of("a"), List.of(0)))
        .hasValueSatisfying(reason -> assertThat(reason).contains("mutable input 0"));
    assertThat(refusal(policy, WITHOUT_C, List.of(), List.of(0, 2)))
        .hasValueSatisfying(reason -> assertThat(reason).contains("mutable input 2"));
  }
}
