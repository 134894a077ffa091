package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestsTest {

  @Test
  void key_isTheSha256OfTheText() {
    assertThat(CacheKey.ofCanonicalText("abc"))
        .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void key_hasAShardAndAnAbbreviation() {
    CacheKey key = CacheKey.ofCanonicalText("abc");
    assertThat(key.shard()).isEqualTo("ba");
    assertThat(key.abbreviated()).isEqualTo("ba7816bf8f01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "AB", "g", "\n"})
  void digest_inAnotherForm_isRefused(String end) {
    String text = "0".repeat(end.equals("ab") ? 63 : 64 - end.length()) + end;
    String wrong = end.isEmpty() ? text + "0" : text;
    assertThatThrownBy(() -> new CacheKey(wrong)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContentHash(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong);
  }

  @Test
  void contentHash_keepsItsBytes() {
    byte[] bytes = new byte[ContentHash.BYTES];
    bytes[0] = (byte) 0xfe;
    bytes[31] = 1;
    assertThat(ContentHash.of(bytes).bytes()).isEqualTo(bytes);
    assertThat(ContentHash.of(bytes)).hasToString("fe" + "0".repeat(61) + "1");
    assertThatThrownBy(() -> ContentHash.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void imageDigest_ofABelievedTag_isPythons() {
    assertThat(ImageDigest.ofTag("brainlife/fsl:6.0.4")).hasToString("tag:brainlife/fsl:6.0.4");
    assertThat(ImageDigest.ofTag("")).isEqualTo(new ImageDigest("tag:"));
  }

  @Test
  void input_thatStandsForItsParent_needsItsName() {
    assertThatThrownBy(() -> new InputRecord("in/a", Payloads.A, false, true, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in/a");
  }
}
