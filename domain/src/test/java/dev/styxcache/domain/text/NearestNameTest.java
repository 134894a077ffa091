package dev.styxcache.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name is offered only where somebody may have meant it. */
class NearestNameTest {

  private static final List<String> NAMES =
      List.of("-i", "ls", "run", "key", "show", "--output", "completion", "cache.dir", "read-only");

  @ParameterizedTest
  @CsvSource({
    "rnu, run",
    "rum, run",
    "RUN, run",
    "lss, ls",
    "shwo, show",
    "comp, completion",
    "completions, completion",
    "--out, --output",
    "--ouptut, --output",
    "cache.dri, cache.dir",
    "raed-only, read-only"
  })
  void mistypedName_isFound(String typed, String meant) {
    assertThat(NearestName.of(typed, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-", "-x", "frobnicate", "cache.foo", "--frobnicate", "list"})
  void nothing_isOfferedForANameThatIsNearNone(String typed) {
    assertThat(NearestName.of(typed, NAMES)).isEmpty();
  }

  @Test
  void ofSeveralThatAreAsNear_itIsTheFirstInTheAlphabet() {
    assertThat(NearestName.of("bat", List.of("cat", "bar"))).isEqualTo(Optional.of("bar"));
    assertThat(NearestName.of("a", List.of())).isEmpty();
  }
}
