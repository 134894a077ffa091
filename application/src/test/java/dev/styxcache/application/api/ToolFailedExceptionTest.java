package dev.styxcache.application.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolFailedExceptionTest {

  @Test
  void message_hasTheCodeTheQuotedArgumentsAndBothTails() {
    ToolFailedException failure =
        new ToolFailedException(
            3, List.of("bet", "my brain.nii", "it's"), List.of("o1", "o2"), List.of("e1"));
    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure)
        .hasMessage(
            """
            the tool failed with exit code 3: bet 'my brain.nii' 'it'"'"'s'
            last lines of its standard output:
              o1
              o2
            last lines of its standard error:
              e1""");
  }

  @Test
  void message_whenTheToolSaidNothing_hasNoEmptyHeadings() {
    assertThat(new ToolFailedException(139, List.of("x"), List.of(), List.of()))
        .hasMessage("the tool failed with exit code 139: x");
  }
}
