package dev.styxcache.adapter.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.spi.InheritedVariables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolEnvironmentTest {

  @Test
  void variables_areTheInheritedOnesAndTheFurtherOnesWhichWin() {
    Map<String, String> inherited = System.getenv();
    ToolEnvironment asItIs = environment(Map.of());
    inherited.forEach((name, value) -> assertThat(asItIs.find(name)).contains(value));
    ToolEnvironment changed = environment(Map.of("PATH", "/x", "NEW_ONE", ""));
    assertThat(changed.find("PATH")).contains("/x");
    assertThat(changed.find("NEW_ONE")).contains("");
    assertThat(changed.find("HOME")).isEqualTo(asItIs.find("HOME"));
    assertThat(changed.find("NO_SUCH_VARIABLE")).isEmpty();
  }

  private static ToolEnvironment environment(Map<String, String> additions) {
    return new ToolEnvironment(additions, InheritedVariables.all());
  }

  @Test
  void new_whenAVariableCannotBePassed_namesIt() {
    for (Map<String, String> wrong :
        java.util.List.of(
            Map.of("", "x"), Map.of("a=b", "x"), Map.of("nul", "a\0b"), Map.of("half", "\ud83e"))) {
      assertThatThrownBy(() -> environment(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + wrong.keySet().iterator().next() + "'");
    }
  }
}
