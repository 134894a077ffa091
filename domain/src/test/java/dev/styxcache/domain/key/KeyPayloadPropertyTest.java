package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyPayloadPropertyTest {

  private static final long SEED = 20261122;
  private static final int ROUNDS = 300;
  private static final List<InputRecord> INPUTS =
      List.of(Payloads.input("in/a", Payloads.A), Payloads.input("in/b", Payloads.B));

  private final RandomParams random = new RandomParams(new Random(SEED));

  @BeforeEach
  void printSeed() {
    System.out.println("KeyPayloadPropertyTest: seed " + SEED);
  }

  @Test
  void key_doesNotDependOnTheOrderOfMembers() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> params = random.params();
      String text = Payloads.text(INPUTS, params);
      for (int i = 0; i < 3; i++) {
        assertThat(Payloads.text(INPUTS, random.shuffled(params))).isEqualTo(text);
      }
    }
  }

  @Test
  void key_changesWithAnyLeafOfTheParameters() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> params = random.params();
      CacheKey key = key(params);
      List<Object> changes = RandomParams.changes(params);
      assertThat(changes).hasSizeGreaterThan(1);
      for (Object change : changes) {
        assertThat(key((Map<?, ?>) change)).as("%s and %s", params, change).isNotEqualTo(key);
      }
    }
  }

  private static CacheKey key(Map<?, ?> params) {
    Map<String, Object> named = new LinkedHashMap<>();
    params.forEach((name, value) -> named.put((String) name, value));
    return CacheKey.ofCanonicalText(Payloads.text(INPUTS, named));
  }
}
