package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Ten descriptors of our own, one for each hard feature, with what must come out. */
class OwnDescriptorsTest {

  @TestFactory
  List<DynamicTest> eachRequestIsPlannedAsWrittenDown() throws IOException {
    ToolCatalog catalog = new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson());
    return Files.readAllLines(TestCatalogs.OWN.resolve("cases.jsonl")).stream()
        .map(JacksonJson::object)
        .map(one -> DynamicTest.dynamicTest(name(one), () -> check(catalog, one)))
        .toList();
  }

  private static String name(Json.Obj one) {
    return String.valueOf(one.members().get("request"));
  }

  private static void check(ToolCatalog catalog, Json.Obj one) {
    Json.Obj plan = Plan.ofRequest(catalog, member(one, "request"));
    assertThat(withoutDigest(plan)).isEqualTo(member(one, "plan"));
  }

  /** The plan with the plain name as id, so that a descriptor here can be edited. */
  private static Json withoutDigest(Json.Obj plan) {
    if (!(plan.members().get("metadata") instanceof Json.Obj metadata)) {
      return plan;
    }
    String id = ((Json.Text) member(metadata, "id")).value();
    assertThat(id).matches(".+\\.[0-9a-f]{16}");
    Map<String, Json> plain = new HashMap<>(metadata.members());
    plain.put("id", Json.text(id.substring(0, id.length() - 17)));
    Map<String, Json> members = new HashMap<>(plan.members());
    members.put("metadata", new Json.Obj(plain));
    return new Json.Obj(members);
  }

  @Test
  void aChangedDescriptorHasAnotherId() throws IOException {
    byte[] bytes = Files.readAllBytes(TestCatalogs.OWN.resolve("demo/1.0/tokens/boutiques.json"));
    byte[] changed =
        new String(bytes, StandardCharsets.UTF_8)
            .replace("put together of", "composed of")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(tokens(changed).metadata().id()).isNotEqualTo(tokens(bytes).metadata().id());
    assertThat(tokens(bytes).metadata().id()).startsWith("tokens.").hasSize(23);
  }

  private static DescribedTool tokens(byte[] descriptor) {
    return DescribedTool.of(
        "demo", DescriptorFormat.BOUTIQUES, descriptor, new JacksonJson(), Optional.empty());
  }

  private static Json member(Json.Obj object, String name) {
    return Objects.requireNonNull(object.members().get(name));
  }
}
