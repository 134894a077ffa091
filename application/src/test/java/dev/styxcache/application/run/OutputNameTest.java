package dev.styxcache.application.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidOutputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputNameTest {

  @ParameterizedTest
  @CsvSource({
    "brain.nii.gz, brain.nii.gz",
    "., .",
    "./a, a",
    "a//b/, a/b",
    "a/../b, b",
    "a/.., .",
    "..., ...",
  })
  void namesWithinTheOutputDirectory_areBroughtIntoNormalForm(String name, String expected) {
    assertThat(OutputName.normalize(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x", "..", "//x", "a\0b", "./../x"})
  void namesThatLeadOut_areRefusedByName(String name) {
    assertThatThrownBy(() -> OutputName.normalize(name))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining(name.replace("\0", "\\0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".styxcache.done", "./.styxcache.json", ".styxcache-anything/x"})
  void namesOfTheCacheItself_areRefused(String name) {
    assertThatThrownBy(() -> OutputName.normalize(name))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("cache's own");
  }
}
