package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules by which two runs of one key become one entry. */
class MergedManifestTest {

  private static final TreeRecord FOLDER = new TreeRecord.Folder("d", 0755);
  private static final TreeRecord A = file("a", '1');
  private static final TreeRecord OTHER_A = file("a", '2');
  private static final TreeRecord B = file("b", '3');
  private static final TreeRecord IN_FOLDER = file("d/x", '4');

  private static TreeRecord file(String path, char digit) {
    return new TreeRecord.File(path, 1, 0644, new ContentHash(String.valueOf(digit).repeat(64)));
  }

  private static EntryManifest manifest(TreeRecord... outputs) {
    return Manifests.of(List.of(outputs), Set.of(), List.of());
  }

  @Test
  void outputsThatTheFirstLacks_areAdded_sortedByPath() {
    EntryManifest merged = manifest(B).mergedWith(manifest(A, FOLDER, IN_FOLDER));
    assertThat(merged.outputs()).containsExactly(A, B, FOLDER, IN_FOLDER);
  }

  @Test
  void outputThatBothHave_isTheFirsts() {
    assertThat(manifest(A).mergedWith(manifest(OTHER_A)).outputs()).containsExactly(A);
  }

  @Test
  void outputThatHasNoFolder_isNotAdded() {
    TreeRecord fileInTheWay = file("d", '5');
    EntryManifest merged = manifest(fileInTheWay).mergedWith(manifest(FOLDER, IN_FOLDER));
    assertThat(merged.outputs()).containsExactly(fileInTheWay);
  }

  @Test
  void linkThatWouldLeadOutOnceItIsThere_isNotAdded() {
    TreeRecord here = new TreeRecord.Link("here", ".");
    TreeRecord up = new TreeRecord.Link("up", "d/inner/../..");
    TreeRecord inner = new TreeRecord.Folder("d/inner", 0755);
    TreeRecord innerLink = new TreeRecord.Link("d/inner", "../here");
    assertThat(manifest(FOLDER, inner).mergedWith(manifest(FOLDER, inner, up)).outputs())
        .contains(up);
    assertThat(manifest(FOLDER, innerLink, here).mergedWith(manifest(FOLDER, inner, up)).outputs())
        .doesNotContain(up);
  }

  @Test
  void linkThatWouldBendAnotherLinkOut_isNotAdded() {
    TreeRecord way = new TreeRecord.Link("way", "d/x/../..");
    TreeRecord bend = new TreeRecord.Link("d/x", "..");
    assertThat(manifest(FOLDER, way).mergedWith(manifest(FOLDER, bend)).outputs())
        .doesNotContain(bend);
  }

  @Test
  void absences_areMerged_exceptThoseOfOutputsThatAreThere() {
    EntryManifest first = Manifests.of(List.of(B), Set.of("a", "c"), List.of());
    EntryManifest second = Manifests.of(List.of(A), Set.of("b", "e"), List.of());
    assertThat(first.mergedWith(second).absent()).containsExactlyInAnyOrder("c", "e");
  }

  @Test
  void manifestWhoseMutableInputsWereChangedInPlace_isMergedWithNone() {
    EntryManifest inPlace = Manifests.of(List.of(A), Set.of(), List.of());
    EntryManifest copied = Manifests.of(List.of(B), Set.of(), List.of("b"));
    assertThat(inPlace.mergedWith(copied)).isEqualTo(inPlace);
    assertThat(copied.mergedWith(inPlace)).isEqualTo(copied);
    assertThat(copied.mergedWith(Manifests.of(List.of(A), Set.of(), List.of("b"))).outputs())
        .containsExactly(A, B);
  }

  @Test
  void format_isThatOfVersion010_exceptWithCopies() {
    assertThat(Manifests.of(List.of(), Set.of(), List.of()).format()).isEqualTo(1);
    assertThat(Manifests.of(List.of(B), Set.of(), List.of("b")).format()).isEqualTo(2);
  }

  @Test
  void toolRunAndStreams_areTheFirsts() {
    EntryManifest second =
        manifest(A).toBuilder()
            .run(3, Instant.MAX, Duration.ofDays(1))
            .version("2")
            .streams(Map.of())
            .build();
    assertThat(manifest(A).mergedWith(second)).isEqualTo(manifest(A));
    assertThat(second.mergedWith(manifest(A))).isEqualTo(second);
  }

  @Test
  void mergedManifest_includesBoth() {
    EntryManifest first = Manifests.of(List.of(A), Set.of("c"), List.of());
    EntryManifest second = Manifests.of(List.of(B), Set.of("e"), List.of());
    EntryManifest merged = first.mergedWith(second);
    assertThat(merged.includes(first)).isTrue();
    assertThat(merged.includes(second)).isTrue();
    assertThat(first.includes(merged)).isFalse();
  }

  @Test
  void manifestOfAnotherKey_isRefused() {
    CacheKey key = CacheKey.ofCanonicalText("[]");
    EntryManifest other = Manifests.of(key, "[]", List.of(), Set.of(), List.of());
    assertThatThrownBy(() -> manifest(A).mergedWith(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key.hex());
  }
}
