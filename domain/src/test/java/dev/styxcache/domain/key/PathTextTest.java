package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTextTest {

  private static final long SEED = 4711;

  @ParameterizedTest
  @CsvSource({
    "'', .",
    "., .",
    "./, .",
    "././., .",
    "/, /",
    "//, //",
    "///, /",
    "/////, /",
    "//a, //a",
    "///a, /a",
    "/./a, /a",
    "//./a, //a",
    "/., /",
    "//., //",
    "a, a",
    "a/, a",
    "a//b, a/b",
    "a/./b, a/b",
    "./a, a",
    "a/., a",
    ".., ..",
    "../, ..",
    "a/../b, a/../b",
    "/.., /..",
    "..a/.b/c., ..a/.b/c.",
    "' ', ' '",
    "a\\b, a\\b",
    "é/脳/, é/脳",
  })
  void normalForm_isPythons(String path, String expected) {
    assertThat(PathText.normalForm(path)).isEqualTo(expected);
  }

  @Test
  void normalForm_isIdempotent() {
    System.out.println("PathTextTest: seed " + SEED);
    Random random = new Random(SEED);
    String[] pieces = {"/", "/", ".", "a", "\ud83d\ude00", "\n", "\\"};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder path = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        path.append(pieces[random.nextInt(pieces.length)]);
      }
      String normal = PathText.normalForm(path.toString());
      assertThat(PathText.normalForm(normal)).as("of <%s>", path).isEqualTo(normal);
      assertThat(normal).isNotEmpty().doesNotContain("/./").doesNotMatch("(?s).+[^/]/");
    }
  }
}
