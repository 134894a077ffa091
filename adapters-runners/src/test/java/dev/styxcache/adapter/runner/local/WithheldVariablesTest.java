package dev.styxcache.adapter.runner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithheldVariablesTest {

  @TempDir Path folder;

  @Test
  void withheldVariable_isNotGivenToTheTool() {
    assertThat(pathOfTool(Map.of(), Set.of("PATH"))).isEqualTo("unset");
  }

  @Test
  void withheldVariable_thatTheSettingsAdd_hasTheirValue() {
    assertThat(pathOfTool(Map.of("PATH", "/bin:/usr/bin"), Set.of("PATH")))
        .isEqualTo("/bin:/usr/bin");
  }

  @Test
  void otherVariables_areInherited() {
    assertThat(pathOfTool(Map.of(), Set.of("ABSENT"))).isEqualTo(System.getenv("PATH"));
  }

  /** What a tool sees of PATH, which every environment has. */
  private String pathOfTool(Map<String, String> environment, Set<String> withheld) {
    LocalRunner runner =
        LocalRunner.builder()
            .workingDirectory(folder)
            .dataDirectory(folder)
            .environment(environment)
            .inherited(new InheritedVariables(withheld, Map.of()))
            .build();
    List<String> lines = new ArrayList<>();
    // The program itself, since a shell gives PATH a value of its own where it has none.
    runner
        .startExecution(Metadata.of("id", "env", "test"))
        .run(List.of("/usr/bin/env"), OutputHandler.lines(lines::add), OutputHandler.discard());
    return lines.stream()
        .filter(line -> line.startsWith("PATH="))
        .map(line -> line.substring("PATH=".length()))
        .findFirst()
        .orElse("unset");
  }
}
