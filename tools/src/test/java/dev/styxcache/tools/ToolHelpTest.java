package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.options.Completion;
import dev.styxcache.tools.options.ToolHelp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolHelpTest {

  private static DescribedTool tool(String name) throws IOException {
    return new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson()).tool(name);
  }

  @Test
  void theHelpHasTypesRangesDefaultsAndOutputs() throws IOException {
    assertThat(ToolHelp.of(tool("demo/numbers"), "demo/numbers"))
        .contains("demo/numbers")
        .contains("styxcache tool demo/numbers --steps NUMBER")
        .contains("  --steps NUMBER (required)")
        .contains("a whole number, at least 1 and at most 100")
        .contains("Outputs:")
        .contains("root: the output directory");
    assertThat(ToolHelp.of(tool("demo/rules"), "./rules.json"))
        .contains("styxcache tool ./rules.json")
        .contains("requires")
        .contains("one of");
  }

  @Test
  void everyToolOfOursHasAHelp() throws IOException {
    ToolCatalog catalog = new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson());
    for (String name : catalog.names()) {
      assertThat(ToolHelp.of(catalog.tool(name), name)).startsWith(name).contains("Outputs:");
    }
  }

  @Test
  void parametersAndChoicesAreCompleted() throws IOException {
    Tool numbers = tool("demo/numbers").tool();
    assertThat(Completion.of(numbers, List.of("--st"))).containsExactly("--steps");
    assertThat(Completion.of(numbers, List.of("--steps", ""))).isEmpty();
    assertThat(Completion.of(numbers, List.of("--quiet", "--l"))).containsExactly("--label");
    Tool stages = tool("demo/stages").tool();
    assertThat(Completion.of(stages, List.of(""))).anyMatch(one -> one.contains("."));
  }
}
