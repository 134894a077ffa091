package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCatalogTest {

  private static String tool(String description) {
    return "{\"name\":\"t\",\"description\":\""
        + description
        + "\",\"command-line\":\"t\",\"inputs\":[]}";
  }

  private static ToolCatalog of(CatalogSource... sources) {
    return new ToolCatalog(List.of(sources), new JacksonJson());
  }

  @Test
  void aToolHasTheImageOfItsVersionUnlessItsDescriptorNamesOne() throws IOException {
    ToolCatalog catalog = of(TestCatalogs.own());
    assertThat(catalog.tool("demo/files").image()).contains("example/demo:1.0");
    assertThat(catalog.tool("demo/rules").image()).contains("example/rules:2");
    assertThat(catalog.tool("demo/files").metadata().qualifiedName()).isEqualTo("demo/files");
  }

  @Test
  void aCommandOfWorkbenchIsFoundWithDashesAndWithUnderscores() throws IOException {
    ToolCatalog catalog = of(TestCatalogs.own());
    assertThat(catalog.tool("demo/border_cut").name()).isEqualTo("demo/border_cut");
    assertThat(catalog.tool("demo/border-cut").name()).isEqualTo("demo/border_cut");
  }

  @Test
  void allNamesAreListed() throws IOException {
    assertThat(of(TestCatalogs.own()).names())
        .containsExactly(
            "demo/border_cut",
            "demo/choices",
            "demo/files",
            "demo/imgcalc",
            "demo/numbers",
            "demo/prepare",
            "demo/rules",
            "demo/stages",
            "demo/streams",
            "demo/tokens");
  }

  @Test
  void aSearchFindsAllWordsInNamesAndDescriptions() throws IOException {
    ToolCatalog catalog = of(TestCatalogs.own());
    assertThat(catalog.search("Files")).extracting(ToolSummary::name).contains("demo/files");
    assertThat(catalog.search("reads THREE"))
        .extracting(ToolSummary::name)
        .containsExactly("demo/files");
    assertThat(catalog.search("nothing like it")).isEmpty();
  }

  @Test
  void anUnknownNameIsAnErrorWithTheNearestOne() throws IOException {
    ToolCatalog catalog = of(TestCatalogs.own());
    assertThat(catalog.find("demo/file")).isEmpty();
    assertThatThrownBy(() -> catalog.tool("demo/fils"))
        .isInstanceOf(UnknownToolException.class)
        .hasMessage("no tool is named demo/fils; looked in own; did you mean demo/files?");
    assertThatThrownBy(() -> catalog.tool("numbers"))
        .hasMessageEndingWith("did you mean demo/numbers?");
    assertThat(catalog.find("../demo/files")).isEmpty();
  }

  @Test
  void theFirstCatalogThatHasAToolWins() {
    CatalogSource first = TestCatalogs.of("a", Map.of("p/1/t/boutiques.json", tool("first")));
    CatalogSource second =
        TestCatalogs.of(
            "b",
            Map.of("p/1/t/boutiques.json", tool("second"), "p/1/u/boutiques.json", tool("only")));
    ToolCatalog both = of(first, second);
    assertThat(both.tool("p/t").tool().docs().description()).contains("first");
    assertThat(both.list()).extracting(ToolSummary::description).containsExactly("first", "only");
  }

  @Test
  void theNewestVersionIsTheDefaultWhereNoneIsNamed() {
    ToolCatalog catalog =
        of(
            TestCatalogs.of(
                "a",
                Map.of(
                    "p/6.0.4/t/boutiques.json", tool("old"),
                    "p/6.0.10/t/boutiques.json", tool("new"))));
    assertThat(catalog.tool("p/t").tool().docs().description()).contains("new");
    assertThat(catalog.tool("p/6.0.4/t").tool().docs().description()).contains("old");
  }

  @Test
  void aDescriptorThatCannotBeReadIsAnErrorThatNamesIt() {
    ToolCatalog catalog =
        of(TestCatalogs.of("a", Map.of("p/1/t/boutiques.json", "{\"command-line\":\"t\"}")));
    assertThatThrownBy(() -> catalog.tool("p/t"))
        .isInstanceOf(BadCatalogException.class)
        .hasMessage("cannot use p/1/t/boutiques.json in the catalogue a: it has no name");
    ToolCatalog broken = of(TestCatalogs.of("a", Map.of("p/1/t/boutiques.json", "{")));
    assertThatThrownBy(() -> broken.tool("p/t")).isInstanceOf(BadCatalogException.class);
  }

  @Test
  void aSummaryIsReadBackFromItsJson() throws IOException {
    for (ToolSummary summary : of(TestCatalogs.own()).list()) {
      assertThat(ToolSummary.of(summary.toJson())).isEqualTo(summary);
    }
  }
}
