package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b", "..a/b..", ".styx", "a b\n'\"", "...", "-", "é/脳", "a\\..\\b"})
  void path_withinAnEntry_isTaken(String path) {
    assertThat(RelativePath.require(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "./a", "a/.", "a/./b", "..", "../a", "a/..", "a/../b",
        "a\0", "\0"
      })
  void path_thatMayLeadElsewhere_isRefused(String path) {
    assertThatThrownBy(() -> RelativePath.require(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a path within an entry");
  }
}
