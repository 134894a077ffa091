package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.vectors.KeyVector;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyVectorsTest {

  /** An input's record in a canonical text; it is flat, so that a pattern can find its end. */
  private static final Pattern RECORD =
      Pattern.compile(
          "\\{\"hash\":\"[0-9a-f]{64}\",\"mutable\":(true|false)"
              + "(,\"name\":\"(?:[^\"\\\\]|\\\\.)*\")?,\"resolve_parent\":(true|false)}");

  static List<KeyVector> cases() {
    return KeyVector.all();
  }

  static List<KeyVector> casesLikePython() {
    return cases().stream().filter(vector -> !vector.differsFromPython()).toList();
  }

  static List<KeyVector> casesWithNames() {
    return cases().stream().filter(KeyVector::differsFromPython).toList();
  }

  @Test
  void vectors_areAllThere() {
    assertThat(cases()).hasSize(120);
    assertThat(casesWithNames()).hasSizeBetween(20, 100);
  }

  @ParameterizedTest
  @MethodSource("casesLikePython")
  void key_ofOneRequest_isPythons(KeyVector vector) {
    String text = vector.request().payload(vector.inputHashes()).canonicalText();
    assertThat(text).isEqualTo(vector.canonical());
    assertThat(CacheKey.ofCanonicalText(text).hex()).isEqualTo(vector.key());
  }

  @ParameterizedTest
  @MethodSource("casesWithNames")
  void text_ofInputsThatStandForTheirParent_orAreMutable_differsFromPythonsByTheirNamesOnly(
      KeyVector vector) {
    String text = vector.request().payload(vector.inputHashes()).canonicalText();
    assertThat(withoutNames(text)).isEqualTo(vector.canonical()).isNotEqualTo(text);
    assertThat(CacheKey.ofCanonicalText(vector.canonical()).hex()).isEqualTo(vector.key());
    assertThat(CacheKey.ofCanonicalText(text).hex()).isNotEqualTo(vector.key());
    assertThat(inputsWithNames(text))
        .isEqualTo(
            vector.request().inputs().stream()
                .map(input -> input.resolveParent() || input.mutable())
                .toList());
  }

  private static String withoutNames(String text) {
    Matcher records = RECORD.matcher(text);
    return records.replaceAll(
        record ->
            Matcher.quoteReplacement(
                record.group(2) == null
                    ? record.group()
                    : record.group().replace(record.group(2), "")));
  }

  private static List<Boolean> inputsWithNames(String text) {
    return RECORD.matcher(text).results().map(record -> record.group(2) != null).toList();
  }
}
