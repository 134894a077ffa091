package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.model.Tool;
import dev.styxcache.tools.plan.Plan;
import dev.styxcache.tools.validate.FileProbe;
import dev.styxcache.tools.validate.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every descriptor of NiWrap, with calls that are made up from the model. */
class NiwrapCatalogTest {

  private static final int TOOLS = 1879;

  @Test
  void everyDescriptorIsReadAndCallsFromTheModelBind() throws IOException {
    ToolCatalog catalog = new ToolCatalog(List.of(NiwrapData.catalog()), new JacksonJson());
    List<ToolSummary> tools = catalog.list();
    assertThat(tools).hasSize(TOOLS);
    List<String> wrong = new ArrayList<>();
    for (ToolSummary summary : tools) {
      DescribedTool tool = catalog.tool(summary.name());
      assertThat(tool.name()).isEqualTo(summary.name());
      assertThat(tool.image()).isPresent();
      wrong.addAll(problems(tool, SampleParameters.minimal(tool.tool().parameters())));
      wrong.addAll(problems(tool, SampleParameters.full(tool.tool().parameters(), 0)));
      wrong.addAll(problems(tool, SampleParameters.full(tool.tool().parameters(), 1)));
      wrong.addAll(missing(tool));
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> problems(DescribedTool tool, Json.Obj parameters) {
    try {
      Json.Obj plan = Plan.of(tool, parameters);
      return plan.members().containsKey("argv") ? List.of() : List.of(tool.name());
    } catch (RefusedCallException e) {
      boolean onPurpose = String.valueOf(e.getMessage()).contains("only a shell understands");
      return onPurpose ? List.of() : List.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return List.of(tool.name() + ": " + e);
    }
  }

  /** Every required parameter is missed if it is left out. */
  private static List<String> missing(DescribedTool described) {
    Tool tool = described.tool();
    Json.Obj whole = SampleParameters.minimal(tool.parameters());
    List<String> wrong = new ArrayList<>();
    for (String name : whole.members().keySet()) {
      Map<String, Json> fewer = new HashMap<>(whole.members());
      fewer.remove(name);
      if (Validator.validate(described.name(), tool, new Json.Obj(fewer), FileProbe.ANY).size()
          != 1) {
        wrong.add(described.name() + " does not miss " + name);
      }
    }
    return wrong;
  }
}
