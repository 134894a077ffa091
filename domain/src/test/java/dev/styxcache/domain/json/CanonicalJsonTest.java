package dev.styxcache.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Test
  void texts_areInAsciiWithPythonsEscapes() {
    assertThat(CanonicalJson.write(Json.text("\"\\\b\f\n\r\t/<>&'")))
        .isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t/<>&'\"");
    assertThat(CanonicalJson.write(Json.text("\u0000\u001f ~\u007f\u0080é\u2028\ue000脳")))
        .isEqualTo("\"\\u0000\\u001f ~\\u007f\\u0080\\u00e9\\u2028\\ue000\\u8133\"");
    assertThat(CanonicalJson.write(Json.text("\ud83d\ude00"))).isEqualTo("\"\\ud83d\\ude00\"");
    assertThat(CanonicalJson.write(Json.text("\ud83dx"))).isEqualTo("\"\\ud83dx\"");
  }

  @Test
  void members_areSortedByCodePoints() {
    Map<String, Json> members = new LinkedHashMap<>();
    List.of("b", "\ud83d\ude00", "\uffff", "\ue000", "a", "aa", "", "B", "é", "\ud83d")
        .forEach(name -> members.put(name, Json.NULL));
    assertThat(CanonicalJson.write(new Json.Obj(members)))
        .isEqualTo(
            "{\"\":null,\"B\":null,\"a\":null,\"aa\":null,\"b\":null,\"\\u00e9\":null,"
                + "\"\\ud83d\":null,\"\\ue000\":null,\"\\uffff\":null,\"\\ud83d\\ude00\":null}");
  }

  @Test
  void values_haveNoSpaceBetweenThem() {
    Json value =
        new Json.Arr(
            List.of(
                Json.NULL,
                Json.bool(true),
                Json.bool(false),
                new Json.Arr(List.of()),
                new Json.Obj(Map.of()),
                new Json.Int(new BigInteger("-1180591620717411303425")),
                new Json.Obj(Map.of("a", Json.integer(1)))));
    assertThat(CanonicalJson.write(value))
        .isEqualTo("[null,true,false,[],{},-1180591620717411303425,{\"a\":1}]");
  }
}
