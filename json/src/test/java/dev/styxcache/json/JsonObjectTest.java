package dev.styxcache.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  private static JsonObject object(String text) throws MalformedJsonException {
    return JsonObject.root("the manifest", JsonReader.forUsers().read(text));
  }

  @Test
  void membersOfTheirTypes_areReturned() throws Exception {
    JsonObject object =
        object(
            "{\"t\":\"x\",\"n\":null,\"i\":-7,\"m\":\"751\",\"b\":true,\"l\":[\"a\",\"b\"],\"o\":{\"p\":2}}");

    assertThat(object.text("t")).isEqualTo("x");
    assertThat(object.nullableText("n")).isEmpty();
    assertThat(object.optionalText("missing")).isEmpty();
    assertThat(object.integer("i", -7, 0)).isEqualTo(-7);
    assertThat(object.octal("m")).isEqualTo(0751);
    assertThat(object.flag("b")).isTrue();
    assertThat(object.flag("n")).isFalse();
    assertThat(object.texts("l")).isEqualTo(List.of("a", "b"));
    assertThat(object.object("o").number("p")).isEqualTo(2L);
    assertThat(object.optionalObjects("missing")).isEmpty();
    assertThat(object.unknown(Set.of("t", "n", "i", "m", "b"))).contains("l");
  }

  @Test
  void errors_nameTheMemberByItsPath() throws Exception {
    JsonObject object =
        object("{\"a\":[{\"b\":1.5,\"c\":\"9\",\"d\":5}],\"l\":[\"x\",null],\"n\":null}");
    JsonObject inner = object.objects("a").get(0);

    assertError(() -> object.text("key"), "the manifest lacks the member \"key\"");
    assertError(() -> inner.text("key"), "a[0] lacks the member \"key\"");
    assertError(() -> object.nullableText("key"), "the manifest lacks the member \"key\"");
    assertError(() -> object.text("n"), "n must be a text, not null");
    assertError(() -> inner.integer("b"), "a[0].b must be an integer of 64 bits, not a number");
    assertError(() -> inner.integer("d", 6, 8), "a[0].d must be from 6 to 8, not 5");
    assertError(() -> inner.octal("c"), "a[0].c must be octal digits, not \"9\"");
    assertError(() -> object.texts("l"), "l[1] must be a text, not null");
    assertError(() -> object.objects("l"), "l[0] must be an object, not a text");
    assertError(() -> object.object("a"), "a must be an object, not a list");
    assertError(() -> object("[]"), "the manifest must be an object, not a list");
  }

  private static void assertError(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(JsonShapeException.class).hasMessage(message);
  }
}
