package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every call that was recorded from Styx's wrappers, against the plan that is made here. */
class RecordedCallsTest {

  @Test
  void everyRecordedCallIsPlannedAsRecordedOrDiffersOnPurpose() throws IOException {
    List<Json.Obj> calls = NiwrapData.calls();
    ToolCatalog catalog = new ToolCatalog(List.of(NiwrapData.catalog()), new JacksonJson());
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (Json.Obj call : calls) {
      Json.Obj plan = Plan.ofRequest(catalog, member(call, "p"));
      RecordedCall recorded = new RecordedCall(call);
      String outcome = recorded.compare(plan);
      outcomes.merge(outcome, 1, Integer::sum);
      if (outcome.startsWith("WRONG")) {
        wrong.add(outcome + " " + CanonicalJson.write(call) + "\n    " + CanonicalJson.write(plan));
      }
    }
    System.out.println("recorded calls: " + calls.size() + " " + outcomes);
    assertThat(wrong).as("calls that differ, and should not; %s", outcomes).isEmpty();
  }

  private static Json member(Json.Obj object, String name) {
    return java.util.Objects.requireNonNull(object.members().get(name));
  }
}
