package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.json.CanonicalJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamCanonicalizerTest {

  private static final ParamCanonicalizer CANONICALIZER =
      new ParamCanonicalizer(
          List.of(
              Payloads.input("in/a.nii", Payloads.A),
              Payloads.input("./in//a.nii/", Payloads.B),
              Payloads.input(".", Payloads.B)));

  private static final String A = "\"__styx_input__:" + Payloads.A.hex() + "\"";
  private static final String B = "\"__styx_input__:" + Payloads.B.hex() + "\"";

  private static String canonical(Object value) {
    String text =
        CanonicalJson.write(CANONICALIZER.canonicalize(Optional.of(Map.of("p", value))).params());
    return text.substring("{\"p\":".length(), text.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/a.nii", "./in/a.nii", "in//a.nii", "in/./a.nii/"})
  void text_thatIsAnInputsPath_becomesTheDigestOfItsFirstDeclaration(String text) {
    assertThat(canonical(text)).isEqualTo(A);
    assertThat(canonical(Path.of(text))).isEqualTo(A);
    assertThat(canonical(new String[] {text})).isEqualTo("[" + A + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "././"})
  void text_thatIsTheWorkingDirectory_isTheInputThatWasDeclaredSo(String text) {
    assertThat(canonical(text)).isEqualTo(B);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/a.niix", "in/../in/a.nii", "/in/a.nii", "a//b", " in/a.nii", "A"})
  void text_thatIsNoInput_stays(String text) {
    assertThat(canonical(text)).isEqualTo("\"" + text + "\"");
  }

  @Test
  void path_thatIsNoInput_becomesItsNormalForm() {
    assertThat(canonical(Path.of("x//y/./z/../"))).isEqualTo("\"x/y/z/..\"");
    assertThat(canonical(Path.of("/"))).isEqualTo("\"/\"");
  }

  @Test
  void path_thatIsNotValidUnicode_isRefused() {
    Path path = Path.of(URI.create("file:///in/a%FF.nii"));
    assertThatThrownBy(() -> canonical(path))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("the parameter p ")
        .hasMessageContaining("not valid Unicode");
    assertThat(canonical(Path.of("in/\ufffd"))).isEqualTo("\"in/\\ufffd\"");
  }

  @Test
  void sequences_areArrays() {
    assertThat(canonical(List.of(1, 2))).isEqualTo("[1,2]");
    assertThat(canonical(new ArrayDeque<>(List.of(1, 2)))).isEqualTo("[1,2]");
    assertThat(canonical(new int[] {1, 2})).isEqualTo("[1,2]");
    assertThat(canonical(new double[] {1, -0.0})).isEqualTo("[1.0,-0.0]");
    assertThat(canonical(new Object[][] {{}, {true}})).isEqualTo("[[],[true]]");
    assertThat(canonical(Collections.singletonList(null))).isEqualTo("[null]");
  }

  @Test
  void numbers_keepTheirKind() {
    assertThat(canonical(1)).isEqualTo("1");
    assertThat(canonical(1L)).isEqualTo("1");
    assertThat(canonical((short) 1)).isEqualTo("1");
    assertThat(canonical((byte) 1)).isEqualTo("1");
    assertThat(canonical(BigInteger.TEN.pow(30))).isEqualTo("1" + "0".repeat(30));
    assertThat(canonical(1.0)).isEqualTo("1.0");
    assertThat(canonical(0.1f)).isEqualTo("0.1");
    assertThat(canonical(-0.0f)).isEqualTo("-0.0");
    assertThat(canonical(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(canonical(Float.NaN)).isEqualTo("NaN");
  }

  @Test
  void value_ofAnotherType_isRefusedWithItsPlaceAndType() {
    Map<String, Object> params =
        Map.of("stages", List.of(Map.of("metrics", List.of("a", Set.of("b")))));
    assertThatThrownBy(() -> CANONICALIZER.canonicalize(Optional.of(params)))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("stages[0].metrics[1]")
        .hasMessageContaining("Set");
    assertThatThrownBy(() -> canonical(new BigDecimal("0.1")))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("the parameter p ")
        .hasMessageContaining("java.math.BigDecimal");
    assertThatThrownBy(() -> canonical('c')).hasMessageContaining("java.lang.Character");
  }

  @Test
  void map_withAKeyThatIsNoText_isRefused() {
    assertThatThrownBy(() -> canonical(Map.of(1, "x")))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("the parameter p ")
        .hasMessageContaining("key 1");
    Map<String, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    assertThatThrownBy(() -> canonical(nullKey)).hasMessageContaining("key null");
  }

  @Test
  void list_thatContainsItself_isRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThatThrownBy(() -> canonical(list))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("contains itself");
  }

  @Test
  void nesting_isAllowedToTheStatedDepth() {
    Object value = 1;
    for (int i = 1; i < ParamWalk.GREATEST_DEPTH; i++) {
      value = List.of(value);
    }
    assertThat(canonical(value)).endsWith("[1" + "]".repeat(ParamWalk.GREATEST_DEPTH - 1));
    Object tooDeep = List.of(List.of(value));
    assertThatThrownBy(() -> canonical(tooDeep)).isInstanceOf(UncanonicalParameterException.class);
  }

  @Test
  void params_areRefused_whenTheyNameAnInputThatWasNotDeclared() {
    assertThatThrownBy(
            () -> canonical(new TextWithInputs(List.of(new TextWithInputs.Input("in/other")))))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("in/other")
        .hasMessageContaining("not declared");
  }

  private enum Mode {
    FAST {
      @Override
      public String toString() {
        return "anything";
      }
    }
  }

  @Test
  void enum_isItsName_andAnOptionalIsItsValueOrNull() {
    assertThat(canonical(Mode.FAST)).endsWith("\"FAST\"");
    assertThat(canonical(Optional.of(List.of(1)))).endsWith("[1]");
    assertThat(canonical(Optional.empty())).endsWith("null");
  }

  @Test
  void set_isRefused_sinceItHasNoOrder_andTheMessageSaysWhatToPass() {
    assertThatThrownBy(() -> canonical(Set.of(1, 2)))
        .isInstanceOf(UncanonicalParameterException.class)
        .hasMessageContaining("the parameter p ")
        .hasMessageContaining("use a list");
  }
}
