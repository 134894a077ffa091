package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "vol*.txt,vol1.txt",
    "vol*.txt,vol.txt",
    "*,a",
    "*b*b,abab",
    "?.nii,a.nii",
    "x[0-9].gz,x7.gz",
    "x[!0-9].gz,xa.gz",
    "x[^0-9].gz,xa.gz",
    "x[]-].gz,x].gz",
    "x[a,x[a",
    "sub-*/anat/*.nii,sub-01/anat/t1.nii",
    ".git*,.gitignore"
  })
  void pathsThatThePatternStandsFor_match(String pattern, String path) {
    assertThat(new PathPattern(pattern).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "vol*.txt,vol1.txt.gz",
    "*,a/b",
    "*,.hidden",
    "?,.",
    "a?,a",
    "x[0-9].gz,xa.gz",
    "x[!0-9].gz,x7.gz",
    "a/*,a",
    "*b*b,aba"
  })
  void otherPaths_doNot(String pattern, String path) {
    assertThat(new PathPattern(pattern).matches(path)).isFalse();
  }

  @Test
  void pathThatIsLiterallyThePattern_wins() {
    assertThat(new PathPattern("v*").select(List.of("v2", "v1", "v*"))).containsExactly("v*");
    assertThat(new PathPattern("v*").select(List.of("v2", "v1", "w"))).containsExactly("v1", "v2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "a?", "a[1]"})
  void namesWithASign_areTakenForPatterns(String name) {
    assertThat(PathPattern.isPattern(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a[1", "a]1[", "{a}"})
  void otherNames_areNot(String name) {
    assertThat(PathPattern.isPattern(name)).isFalse();
  }
}
