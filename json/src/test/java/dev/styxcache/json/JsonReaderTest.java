package dev.styxcache.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  private static final JsonReader READER = new JsonReader(4, 25);

  @Test
  @SuppressWarnings("unchecked")
  void values_arePlainJava_andMembersKeepTheirOrder() throws Exception {
    Object value =
        READER.read(
            "{\"z\":\"\\ud800 \u00e5\",\"y\":[1,true,null],\"x\":9223372036854775808,\"w\":1.0,\"v\":null}"
                .getBytes(UTF_8));

    assertThat((Map<String, Object>) value)
        .containsExactly(
            entry("z", "\ud800 \u00e5"),
            entry("y", Arrays.asList(1L, true, null)),
            entry("x", BigInteger.ONE.shiftLeft(63)),
            entry("w", 1.0),
            entry("v", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{} {}",
        "{}x",
        "[1,]",
        "{\"a\":1,}",
        "'a'",
        "NaN",
        "01",
        "\"\n\"",
        "[[[[[]]]]]",
        "11111111111111111111111111",
        "{\"a\":null,\"a\":1}",
        "{\"a\":1,\"b\":{\"c\":1,\"c\":1}}"
      })
  void whatIsNotOneValueWithinTheLimits_isMalformed(String text) {
    assertThatThrownBy(() -> READER.read(text)).isInstanceOf(MalformedJsonException.class);
    assertThatThrownBy(() -> READER.read(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void malformedText_isReportedByLineAndColumn_withoutTheParsersOwnTerms() {
    assertThatThrownBy(() -> READER.read("{\"a\":\n  1"))
        .isInstanceOfSatisfying(
            MalformedJsonException.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageContaining("column")
        .hasMessageNotContaining("Source");
  }

  @Test
  void memberThatOccursTwice_isNamed() {
    assertThatThrownBy(() -> READER.read("{\"a\":1,\n\"a\":2}"))
        .isInstanceOfSatisfying(
            MalformedJsonException.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageContaining("\"a\" occurs twice");
  }

  @Test
  void documents_areReadOneByOne_withTheirLines_andPythonsNumbers() throws Exception {
    String text = "{\"a\":1}\n\n[NaN,-Infinity] \"b\"\n{\"c\":";
    try (JsonDocuments documents =
        new JsonDocuments(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      assertThat(documents.next()).contains(new JsonDocuments.Document(Map.of("a", 1L), 1));
      assertThat(documents.next())
          .contains(
              new JsonDocuments.Document(Arrays.asList(Double.NaN, Double.NEGATIVE_INFINITY), 3));
      assertThat(documents.next()).contains(new JsonDocuments.Document("b", 3));
      assertThatThrownBy(documents::next)
          .isInstanceOfSatisfying(
              MalformedJsonException.class, e -> assertThat(e.line()).isEqualTo(4));
    }
  }
}
