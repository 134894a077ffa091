package dev.styxcache.adapter.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolEnvironmentTest {

  @Test
  void variables_areTheInheritedOnesAndTheFurtherOnesWhichWin() {
    Map<String, String> inherited = System.getenv();
    assertThat(new ToolEnvironment(Map.of()).variables()).isEqualTo(inherited);
    assertThat(new ToolEnvironment(Map.of("PATH", "/x", "NEW_ONE", "")).variables())
        .containsEntry("PATH", "/x")
        .containsEntry("NEW_ONE", "")
        .containsEntry("HOME", inherited.getOrDefault("HOME", ""));
  }

  @Test
  void new_whenAVariableCannotBePassed_namesIt() {
    for (Map<String, String> wrong :
        java.util.List.of(
            Map.of("", "x"), Map.of("a=b", "x"), Map.of("nul", "a\0b"), Map.of("half", "\ud83e"))) {
      assertThatThrownBy(() -> new ToolEnvironment(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + wrong.keySet().iterator().next() + "'");
    }
  }
}
