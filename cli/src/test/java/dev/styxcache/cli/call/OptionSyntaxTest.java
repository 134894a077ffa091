package dev.styxcache.cli.call;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.cli.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionSyntaxTest {

  private static void check(String input, boolean mutable, String output, String... command) {
    OptionSyntax.requireUnambiguous(
        List.of(command),
        List.of(OptionSyntax.input("-i", input, false, mutable)),
        List.of(new CallOutput(output, false)));
  }

  @Test
  void argument_thatIsAnInputAndAnOutput_isRefused() {
    assertThatThrownBy(() -> check("w.txt", false, "./w.txt", "sort", "-o", "w.txt", "w.txt"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("w.txt")
        .hasMessageContaining("another name");
  }

  @Test
  void name_thatIsInNoArgument_isBoth() {
    assertThatCode(
            () -> check("in=w.txt", false, "w.txt", "sh", "-c", "sort $1 >w.txt", "sh", "{in}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> check("in=.", false, ".", "tool", ".")).doesNotThrowAnyException();
    assertThatCode(() -> check("sub/w.txt", false, "w.txt", "sort", "-o", "w.txt", "sub/w.txt"))
        .doesNotThrowAnyException();
  }

  @Test
  void copyOfAMutableInput_mayBeAnOutput() {
    assertThatCode(() -> check("w.txt", true, "w.txt", "sort", "-o", "w.txt", "w.txt"))
        .doesNotThrowAnyException();
  }
}
