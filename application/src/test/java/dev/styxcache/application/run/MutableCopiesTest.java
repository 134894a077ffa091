package dev.styxcache.application.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.MutableCopies;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutableCopiesTest {

  @ParameterizedTest
  @CsvSource({
    "x.nii, x_1.nii, x_2.nii",
    "x.nii.gz, x.nii_1.gz, x.nii_2.gz",
    "x, x_1, x_2",
    ".x, .x_1, .x_2",
    ".x.y, .x_1.y, .x_2.y",
    "x., x._1, x._2",
  })
  void copiesOfOneName_areNumberedBeforeTheExtension(String name, String second, String third) {
    MutableCopies copies = new MutableCopies();
    assertThat(copies.add(Path.of("/a", name))).isEqualTo(name);
    assertThat(copies.add(Path.of("/b", name))).isEqualTo(second);
    assertThat(copies.add(Path.of("/c", name))).isEqualTo(third);
    assertThat(copies.add(Path.of("/b", name))).isEqualTo(second);
    assertThat(copies.names()).containsExactly(name, second, third);
  }

  @Test
  void nameThatANumberedCopyHas_isNumberedItself() {
    MutableCopies copies = new MutableCopies();
    copies.add(Path.of("/a/x.txt"));
    copies.add(Path.of("/b/x.txt"));
    assertThat(copies.add(Path.of("/a/x_1.txt"))).isEqualTo("x_1_1.txt");
    assertThat(copies.find(Path.of("/c/x.txt"))).isEmpty();
  }

  @Test
  void pathWithoutAName_isRefused() {
    for (String path : new String[] {"/", "/a/.."}) {
      assertThatThrownBy(() -> new MutableCopies().add(Path.of(path)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(path);
    }
  }
}
