package dev.styxcache.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.Manifests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HitPolicyTest {

  private static final Set<String> PRESENT = Set.of("a", "b");
  private static final Optional<EntryManifest> PYTHONS = Optional.empty();
  private static final Optional<EntryManifest> WITHOUT_C =
      Optional.of(Manifests.of(List.of(), Set.of("c"), List.of("a")));

  private static Optional<String> refusal(
      HitPolicy policy,
      Optional<EntryManifest> manifest,
      List<String> required,
      List<String> copies) {
    return policy.refusal(manifest, PRESENT::contains, required, copies);
  }

  @ParameterizedTest
  @EnumSource(HitPolicy.class)
  void entry_withAllThatIsAskedFor_isServed(HitPolicy policy) {
    assertThat(refusal(policy, PYTHONS, List.of(), List.of())).isEmpty();
    assertThat(refusal(policy, PYTHONS, List.of("a", "b"), List.of())).isEmpty();
    assertThat(refusal(policy, WITHOUT_C, List.of("b"), List.of("a"))).isEmpty();
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
  void entry_withoutTheCopiesOfMutableInputs_isRefused(HitPolicy policy) {
    assertThat(refusal(policy, PYTHONS, List.of("a"), List.of("a"))).hasValue(HitPolicy.NO_COPIES);
    assertThat(refusal(policy, WITHOUT_C, List.of(), List.of("a", "b")))
        .hasValue(HitPolicy.NO_COPIES);
    assertThat(HitPolicy.holdsCopies(PYTHONS, List.of())).isTrue();
  }
}
