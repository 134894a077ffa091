package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryManifestTest {

  private static final ContentHash HASH = new ContentHash("0".repeat(64));
  private static final TreeRecord FILE = new TreeRecord.File("d/a", 5, 0644, HASH);
  private static final List<TreeRecord> OUTPUTS =
      List.of(
          new TreeRecord.Folder("d", 0755),
          FILE,
          new TreeRecord.File("d/b", 1L << 40, 0600, HASH),
          new TreeRecord.Link("l", "d/a"));

  @Test
  void manifest_withThePayloadOfAnotherKey_isRefused() {
    CacheKey key = CacheKey.ofCanonicalText("{}");
    assertThatThrownBy(() -> Manifests.of(key, "{ }", List.of(), Set.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key.hex());
  }

  @Test
  void output_isFoundByItsPath() {
    EntryManifest manifest = Manifests.of(OUTPUTS, Set.of(), List.of());
    assertThat(manifest.output("d/a")).contains(FILE);
    assertThat(manifest.output("a")).isEmpty();
  }

  @Test
  void outputBytes_areThoseOfTheFiles() {
    assertThat(Manifests.of(OUTPUTS, Set.of(), List.of()).outputBytes()).isEqualTo((1L << 40) + 5);
    assertThat(Manifests.of(List.of(), Set.of(), List.of()).outputBytes()).isZero();
  }

  @Test
  void manifest_keepsItsOutputsWhateverTheCallerDoesWithHers() {
    List<TreeRecord> outputs = new ArrayList<>(OUTPUTS);
    EntryManifest manifest = Manifests.of(outputs, Set.of(), List.of());
    outputs.clear();
    assertThat(manifest.outputs()).isEqualTo(OUTPUTS);
  }

  @Test
  void streams_haveTheNamesThatStandInFiles() {
    assertThat(StreamName.STDOUT.text()).isEqualTo("stdout");
    assertThat(StreamName.STDERR.text()).isEqualTo("stderr");
  }
}
