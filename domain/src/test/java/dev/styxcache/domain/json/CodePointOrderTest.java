package dev.styxcache.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePointOrderTest {

  private static final List<String> SORTED =
      List.of(
          "",
          "A",
          "a",
          "a\u0000",
          "aa",
          "a\ue000",
          "a\uffff",
          "a\ud83d\ude00",
          "b",
          "\u007f",
          "é",
          "\ud83d",
          "\ue000",
          "\uffff",
          "\ud83d\ude00",
          "\ud83d\ude00a",
          "\ud83d\ude01");

  @Test
  void order_isThatOfCodePoints() {
    List<String> shuffled = new ArrayList<>(SORTED);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(CodePointOrder.INSTANCE);
    assertThat(shuffled).isEqualTo(SORTED);
  }

  @Test
  void order_isTotal() {
    for (int i = 0; i < SORTED.size(); i++) {
      for (int j = 0; j < SORTED.size(); j++) {
        assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(SORTED.get(i), SORTED.get(j))))
            .isEqualTo(Integer.signum(Integer.compare(i, j)));
      }
    }
  }
}
