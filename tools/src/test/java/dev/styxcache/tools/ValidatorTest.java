package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.validate.Fault;
import dev.styxcache.tools.validate.FileProbe;
import dev.styxcache.tools.validate.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorTest {

  private static List<String> faults(String tool, String parameters) throws IOException {
    return faults(tool, parameters, FileProbe.ANY);
  }

  private static List<String> faults(String name, String parameters, FileProbe files)
      throws IOException {
    DescribedTool tool = new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson()).tool(name);
    Json.Obj given = JacksonJson.object(parameters);
    return Validator.validate(tool.name(), tool.tool(), given, files).stream()
        .map(Fault::text)
        .toList();
  }

  @Test
  void allFaultsAreFoundAtOnce() throws IOException {
    assertThat(
            faults(
                "demo/numbers",
                "{\"tolerance\":0,\"weights\":[1,\"a\",2,3],\"lable\":\"x\",\"quiet\":1}"))
        .containsExactly(
            "steps: missing; allowed: required, a whole number, at least 1 and at most 100",
            "tolerance: 0; allowed: a number, greater than 0",
            "weights: 4 entries; allowed: a list, each a number, at least 2 entries, at most 3"
                + " entries",
            "weights[1]: \"a\"; allowed: a number",
            "quiet: 1; allowed: true or false",
            "lable: unknown parameter; allowed: steps, tolerance, weights, label, quiet, out; did"
                + " you mean label?");
  }

  @Test
  void aWholeNumberIsNoNumberInFloatingPoint() throws IOException {
    assertThat(faults("demo/numbers", "{\"steps\":1.0}"))
        .containsExactly("steps: 1.0; allowed: a whole number, at least 1 and at most 100");
  }

  @Test
  void aChoiceThatIsNoneNamesTheNearest() throws IOException {
    assertThat(faults("demo/choices", "{\"on\":true,\"word\":\"lineer\"}"))
        .containsExactly(
            "word: \"lineer\"; allowed: one of \"linear\", \"nearest\"; did you mean linear?");
  }

  @Test
  void anUnknownAlternativeNamesTheNearest() throws IOException {
    assertThat(faults("demo/stages", "{\"stage\":[],\"method\":{\"@type\":\"afine\"}}"))
        .containsExactly(
            "method.@type: \"afine\"; allowed: one of affine, from_file; did you mean affine?");
    assertThat(faults("demo/stages", "{\"stage\":[{}],\"method\":{\"step\":1}}"))
        .containsExactly(
            "stage[0].kind: missing; allowed: required, a text",
            "method.@type: missing; allowed: one of affine, from_file");
  }

  @Test
  void membersOfAlternativesAreChecked() throws IOException {
    assertThat(
            faults(
                "demo/stages",
                "{\"stage\":[],\"method\":{\"@type\":\"affine\",\"step\":\"a\",\"masc\":\"/m\"}}"))
        .containsExactly(
            "method.step: \"a\"; allowed: a number",
            "method.mask: missing; allowed: required, the path of a file",
            "method.masc: unknown parameter; allowed: step, mask; did you mean mask?");
  }

  @Test
  void aDictionaryForAnotherToolIsRefused() throws IOException {
    assertThat(faults("demo/streams", "{\"@type\":\"demo/stream\"}"))
        .containsExactly("@type: \"demo/stream\"; allowed: \"demo/streams\"");
  }

  @Test
  void filesAreLookedAtThroughThePort() throws IOException {
    FileProbe none = path -> Optional.of("does not exist");
    assertThat(faults("demo/files", "{\"series\":[\"a.nii\"],\"image\":\"\"}", none))
        .containsExactly(
            "series[0]: \"a.nii\" does not exist; allowed: an input file",
            "image: \"\"; allowed: the path of a file");
  }

  @Test
  void aCallWithFaultsIsRefusedBeforeItIsBound() throws IOException {
    DescribedTool tool =
        new ToolCatalog(List.of(TestCatalogs.own()), new JacksonJson()).tool("demo/numbers");
    Json.Obj none = JacksonJson.object("{}");
    assertThatThrownBy(() -> tool.bind(none, (index, input) -> input.path(), FileProbe.ANY))
        .isInstanceOf(RefusedCallException.class)
        .hasMessageContaining("demo/numbers")
        .hasMessageContaining("steps");
  }
}
