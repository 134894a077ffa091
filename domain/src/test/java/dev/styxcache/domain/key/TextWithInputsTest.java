package dev.styxcache.domain.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.TextWithInputs.Input;
import dev.styxcache.domain.key.TextWithInputs.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextWithInputsTest {

  private static final List<InputRecord> INPUTS =
      List.of(Payloads.input("in/a", Payloads.A), Payloads.input("in/b", Payloads.B));

  @Test
  void text_hasTheDigestsOfItsInputs() {
    TextWithInputs text =
        new TextWithInputs(
            List.of(
                new Literal("--pair="), new Input("./in/b"), new Literal(":"), new Input("in/a")));
    assertThat(Payloads.text(INPUTS, Map.of("p", text)))
        .contains(
            "{\"p\":\"--pair=__styx_input__:"
                + Payloads.B.hex()
                + ":__styx_input__:"
                + Payloads.A.hex()
                + "\"}");
  }

  @Test
  void text_thatIsOneInput_isLikeItsPath() {
    assertThat(Payloads.text(INPUTS, Map.of("p", new TextWithInputs(List.of(new Input("in/a"))))))
        .isEqualTo(Payloads.text(INPUTS, Map.of("p", "in/a")));
  }

  @Test
  void text_thatIsALiteral_isNotTakenForAPath() {
    assertThat(Payloads.text(INPUTS, Map.of("p", new TextWithInputs(List.of(new Literal("in/a"))))))
        .isNotEqualTo(Payloads.text(INPUTS, Map.of("p", "in/a")));
  }

  @Test
  void parts_areCopied() {
    List<TextWithInputs.Part> parts = new ArrayList<>(List.of(new Literal("x")));
    TextWithInputs text = new TextWithInputs(parts);
    parts.clear();
    assertThat(text.parts()).containsExactly(new Literal("x"));
  }
}
