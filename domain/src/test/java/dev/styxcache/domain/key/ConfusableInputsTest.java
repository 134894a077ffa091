package dev.styxcache.domain.key;

import static dev.styxcache.domain.key.Payloads.A;
import static dev.styxcache.domain.key.Payloads.B;
import static dev.styxcache.domain.key.Payloads.inParent;
import static dev.styxcache.domain.key.Payloads.input;
import static dev.styxcache.domain.key.Payloads.mutable;
import static dev.styxcache.domain.key.Payloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.TextWithInputs.Input;
import dev.styxcache.domain.key.TextWithInputs.Literal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that the digests in the parameters alone would not keep apart. */
class ConfusableInputsTest {

  private static final String DIGEST_OF_A = ParamCanonicalizer.INPUT_PREFIX + A.hex();

  @Test
  void key_ofTwoFilesOfOneParent_dependsOnWhichParameterEachIs() {
    List<InputRecord> inputs = List.of(inParent("in/a", A), inParent("in/b", A));
    String straight = text(inputs, Map.of("x", "in/a", "y", "in/b"));
    String swapped = text(inputs, Map.of("x", "in/b", "y", "./in/a"));
    String twice = text(inputs, Map.of("x", "in/a", "y", "in/a"));
    assertThat(List.of(straight, swapped, twice)).doesNotHaveDuplicates();
    assertThat(straight).contains("\"refs\":{\"inputs\":[0,1],\"params\":[0,1]}");
    assertThat(swapped).contains("\"refs\":{\"inputs\":[0,1],\"params\":[1,0]}");
  }

  @Test
  void key_ofTwoFilesOfOneParent_isTheSameForTheSameFilesUnderAnotherParent() {
    assertThat(
            text(
                List.of(inParent("in/a", A), inParent("in/b", A)),
                Map.of("x", "in/a", "y", "in/b")))
        .isEqualTo(
            text(
                List.of(inParent("/other/a", A), inParent("/other/b", A)),
                Map.of("x", "/other/a", "y", "/other/b")));
  }

  @Test
  void text_ofTwoFilesOfOneParentThatNoParameterNames_needsOnlyTheNames() {
    assertThat(text(List.of(inParent("in/a", A), inParent("in/b", A)), Map.of()))
        .doesNotContain("refs");
  }

  @Test
  void key_ofInputsWithEqualContent_dependsOnWhichOneTheToolMayWriteTo() {
    List<InputRecord> inputs = List.of(mutable("a", A), input("b", A));
    assertThat(text(inputs, Map.of("x", "a"))).isNotEqualTo(text(inputs, Map.of("x", "b")));
  }

  @Test
  void key_ofTwoMutableInputsWithEqualContent_dependsOnWhetherTheyHaveOneCopy() {
    InputRecord second =
        new InputRecord("d/a", A, true, false, Optional.of("a"), Optional.of("a_1"));
    String two = text(List.of(mutable("c/a", A), second), Map.of());
    String one = text(List.of(mutable("c/a", A), mutable("/data/c/a", A)), Map.of());
    assertThat(two).isNotEqualTo(one).contains("\"copy\":\"a_1\"");
    assertThat(one).doesNotContain("copy");
  }

  @Test
  void key_ofTwoMutableInputsWithEqualContent_dependsOnWhichCopyIsMeant() {
    List<InputRecord> inputs = List.of(mutable("a", A), mutable("b", A));
    assertThat(text(inputs, Map.of("x", "a")))
        .isNotEqualTo(text(inputs, Map.of("x", "b")))
        .contains("\"refs\":{\"inputs\":[0,1],\"params\":[0]}");
  }

  @Test
  void key_ofAMutableInput_dependsOnTheNameOfItsCopy() {
    assertThat(text(List.of(mutable("a", A)), Map.of("x", "a")))
        .isNotEqualTo(text(List.of(mutable("b", A)), Map.of("x", "b")))
        .isEqualTo(text(List.of(mutable("other/a", A)), Map.of("x", "other/a")));
  }

  @Test
  void key_ofNamedInputsWithEqualContent_dependsOnWhichNameIsMeant() {
    List<InputRecord> inputs =
        List.of(
            new InputRecord("a.nii", A, false, false, Optional.of("a.nii")),
            new InputRecord("b.nii", A, false, false, Optional.of("b.nii")));
    assertThat(text(inputs, Map.of("x", "a.nii"))).isNotEqualTo(text(inputs, Map.of("x", "b.nii")));
  }

  @Test
  void key_ofFileDeclaredInBothWays_dependsOnWhetherItOrItsCopyIsMeant() {
    List<InputRecord> inputs = List.of(input("in/a", A), inParent("in/a", B), input("copy", A));
    assertThat(text(inputs, Map.of("x", "in/a"))).isNotEqualTo(text(inputs, Map.of("x", "copy")));
  }

  @Test
  void text_ofInputsWithEqualContentThatAreOnlyRead_isPythons() {
    List<InputRecord> inputs = List.of(input("a", A), input("b", A), input("./a", A));
    assertThat(text(inputs, Map.of("x", "a")))
        .isEqualTo(text(inputs, Map.of("x", "b")))
        .doesNotContain("refs");
  }

  @Test
  void text_ofDirectoryAndFileThatStandsForIt_isPythonsSaveForTheName() {
    for (String directory : List.of("in", ".", "/", "/in", "//")) {
      String file =
          directory.equals(".") ? "a" : directory + (directory.endsWith("/") ? "a" : "/a");
      List<InputRecord> inputs = List.of(inParent(file, A), input(directory, A));
      assertThat(text(inputs, Map.of("x", file))).doesNotContain("refs");
    }
  }

  @Test
  void key_ofArguments_dependsOnWhetherTheDirectoryOrTheFileThatStandsForItIsMeant() {
    List<InputRecord> inputs = List.of(inParent("in/a", A), input("in", A));
    TextWithInputs file = new TextWithInputs(List.of(new Input("in/a")));
    TextWithInputs directory = new TextWithInputs(List.of(new Input("in")));
    assertThat(text(inputs, Map.of("command", List.of(file, directory))))
        .isNotEqualTo(text(inputs, Map.of("command", List.of(directory, file))))
        .contains("\"params\":[0,1]}");
  }

  @Test
  void key_ofFileAndAnotherDirectoryWithItsParentsContent_dependsOnWhichIsMeant() {
    List<InputRecord> inputs = List.of(inParent("in/a", A), input("copy", A));
    assertThat(text(inputs, Map.of("x", "in/a"))).isNotEqualTo(text(inputs, Map.of("x", "copy")));
  }

  @Test
  void key_ofTextThatLooksLikeAnInputsDigest_isNotThatOfTheInput() {
    List<InputRecord> inputs = List.of(input("in/a", A));
    String path = text(inputs, Map.of("x", "in/a"));
    String literal = text(inputs, Map.of("x", DIGEST_OF_A));
    assertThat(literal).isNotEqualTo(path).contains("\"refs\":{\"inputs\":[0],\"params\":[null]}");
    assertThat(path).doesNotContain("refs");
    assertThat(text(inputs, Map.of("x", "__styx_input__:zz"))).doesNotContain("refs");
    assertThat(text(List.of(), Map.of("x", DIGEST_OF_A))).doesNotContain("refs");
  }

  @Test
  void key_ofTextWithInputs_isNotThatOfATextThatLooksLikeIt() {
    List<InputRecord> inputs = List.of(input("in/a", A));
    TextWithInputs real = new TextWithInputs(List.of(new Literal("-i="), new Input("in/a")));
    TextWithInputs pasted =
        new TextWithInputs(List.of(new Literal("-i=__styx_inp"), new Literal("ut__:" + A.hex())));
    assertThat(text(inputs, Map.of("x", real)))
        .isNotEqualTo(text(inputs, Map.of("x", pasted)))
        .isNotEqualTo(text(inputs, Map.of("x", "-i=" + DIGEST_OF_A)))
        .doesNotContain("refs");
    TextWithInputs both = new TextWithInputs(List.of(new Literal(DIGEST_OF_A), new Input("in/a")));
    assertThat(text(inputs, Map.of("x", both))).contains("\"params\":[null,0]}");
  }

  @Test
  void references_standInTheOrderOfTheText() {
    List<InputRecord> inputs = List.of(inParent("in/a", A), inParent("in/b", A));
    assertThat(
            text(
                inputs,
                Map.of(
                    "z", "in/a", "\ud83d\ude00", "in/b", "\ue000", List.of("in/a", "n", "in/b"))))
        .contains("\"params\":[0,0,1,1]}");
  }
}
