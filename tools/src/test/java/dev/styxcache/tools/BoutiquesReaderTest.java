package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.tools.boutiques.BoutiquesReader;
import dev.styxcache.tools.model.Tool;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoutiquesReaderTest {

  private static Tool read(String commandLine, String input, String output) {
    return BoutiquesReader.read(
        JacksonJson.parse(
            "{\"name\":\"t\",\"command-line\":\""
                + commandLine
                + "\",\"inputs\":[{\"id\":\"n\",\"value-key\":\"[N]\","
                + input
                + "}],\"output-files\":[{\"id\":\"o\","
                + output
                + "}]}"));
  }

  private static final String NUMBER = "\"type\":\"Number\"";
  private static final String FILE = "\"path-template\":\"o.txt\"";

  @Test
  void whatIsNotSupportedIsRefusedInWords() {
    assertThatThrownBy(() -> read("t 'x [N]", NUMBER, FILE))
        .hasMessage("the command line has an open quote: t 'x [N]");
    assertThatThrownBy(() -> read("t [N]", "\"type\":\"Image\"", FILE))
        .hasMessage("the input n has no type that is known");
    assertThatThrownBy(() -> read("t [N]", "\"type\":\"Flag\"", FILE))
        .hasMessage("the flag n has no text \"command-line-flag\"");
    assertThatThrownBy(() -> read("t [N]", NUMBER, FILE + ",\"file-template\":[\"a\"]"))
        .hasMessageContaining("configuration files are not supported");
    assertThatThrownBy(() -> read("t [N]", NUMBER, "\"name\":\"o\""))
        .hasMessage("the output o has no text \"path-template\"");
    assertThatThrownBy(
            () -> read("t [N]", NUMBER, "\"conditional-path-template\":[{\"n >\":\"a\"}]"))
        .hasMessage("the test of a conditional path is not valid: n >");
    assertThatThrownBy(
            () -> read("t [N]", NUMBER, "\"conditional-path-template\":[{\"n = 1\":\"a\"}]"))
        .hasMessage("the test of a conditional path is not valid: n = 1");
  }

  @Test
  void environmentAndImageAreKept() {
    Tool tool =
        BoutiquesReader.read(
            JacksonJson.parse(
                "{\"name\":\"t\",\"command-line\":\"t\",\"environment-variables\":"
                    + "[{\"name\":\"A\",\"value\":1}],"
                    + "\"container-image\":{\"type\":\"docker\",\"image\":\"i:1\"}}"));
    assertThat(tool.environment()).containsEntry("A", "1");
    assertThat(tool.image()).contains("i:1");
  }

  @Test
  void theFormatOfADescriptorIsSeenFromItsMembers() throws IOException {
    for (ToolSummary summary :
        new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson()).list()) {
      byte[] bytes = TestCatalogs.own().read(summary.path()).orElseThrow();
      assertThat(DescriptorFormat.of(new JacksonJson().read(bytes))).contains(summary.format());
    }
  }
}
