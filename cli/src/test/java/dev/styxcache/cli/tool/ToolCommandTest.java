package dev.styxcache.cli.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.tool.Session.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolCommandTest {

  private static final String OWN =
      Path.of("../tools/src/test/resources/own").toAbsolutePath().normalize().toString();

  private static final String SORT =
      """
      {"name": "sorted", "description": "Sorts lines.", "command-line": "sort [REVERSE] [DEBUG] [MEMORY] [FILES] -o [OUT]",
       "inputs": [
         {"id": "reverse", "type": "Flag", "value-key": "[REVERSE]", "command-line-flag": "-r"},
         {"id": "debug", "type": "Flag", "value-key": "[DEBUG]", "command-line-flag": "-s"},
         {"id": "files", "type": "File", "list": true, "value-key": "[FILES]"},
         {"id": "executable", "type": "String", "optional": true, "value-key": "[MEMORY]",
          "command-line-flag": "-S"},
         {"id": "out", "type": "String", "value-key": "[OUT]", "default-value": "sorted.txt"}],
       "output-files": [
         {"id": "sorted", "path-template": "[OUT]"},
         {"id": "log", "path-template": "[OUT].log"}]}
      """;

  private static final String COUNT =
      """
      {"name": "count", "command-line": "sh -c 'wc -l < \\"$1\\"; echo done >&2' sh [IN]",
       "inputs": [{"id": "in", "type": "File", "value-key": "[IN]"}],
       "stdout-output": {"id": "lines"}, "stderr-output": {"id": "messages"}}
      """;

  @TempDir Path directory;
  private Session session;

  @BeforeEach
  void prepare() throws IOException {
    session = new Session(directory);
    Files.writeString(directory.resolve("sort.json"), SORT);
    Files.writeString(directory.resolve("count.json"), COUNT);
    Files.writeString(directory.resolve("a.txt"), "b\na\n");
    Files.writeString(directory.resolve("b.txt"), "d\nc\n");
  }

  private static String member(String name, Result result) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(result.output());
    assertThat(matcher.find()).as("%s in %s%s", name, result.output(), result.error()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aToolRunsOnceAndThenHits() throws IOException {
    for (String status : List.of("miss", "hit")) {
      Result result =
          session.call(
              "tool",
              "--json",
              "--export",
              "out",
              "sort.json",
              "--files",
              "a.txt",
              "--files",
              "b.txt",
              "--reverse");
      assertThat(result.code()).as(result.error()).isZero();
      assertThat(member("status", result)).isEqualTo(status);
      assertThat(Path.of(member("sorted", result))).hasContent("d\nc\nb\na\n");
      assertThat(result.output()).contains("\"log\":null").contains("\"root\":\"");
    }
    assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/sorted.txt");
    try (var files = Files.list(directory.resolve("out"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatIsBehindTheNameIsTheTools() {
    Result plan = session.call("tool", "--plan", "sort.json", "--debug", "--files", "a.txt");
    assertThat(plan.output()).contains("[\"sort\",\"-s\",\"/styx_input/0/a.txt\"");
    assertThat(plan.error()).isEmpty();
    Result json = session.call("tool", "sort.json", "--files", "a.txt", "--json");
    assertThat(json.code()).isEqualTo(2);
    assertThat(json.error()).contains("json: unknown parameter");
  }

  @Test
  void aParameterNamedLikeOneOfOursDoesNotHideIt() {
    String first = member("key", session.call("tool", "--json", "sort.json", "--files", "a.txt"));
    String second =
        member(
            "key",
            session.call("tool", "--json", "sort.json", "--files", "a.txt", "--executable", "10M"));
    String third =
        member(
            "key",
            session.call("tool", "--json", "sort.json", "--files", "a.txt", "--executable", "20M"));
    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
  }

  @Test
  void theNameOfAnInputIsInTheKey() throws IOException {
    Files.copy(directory.resolve("a.txt"), directory.resolve("renamed.txt"));
    Files.createDirectory(directory.resolve("folder"));
    Files.copy(directory.resolve("a.txt"), directory.resolve("folder/a.txt"));
    String first = member("key", session.call("tool", "--json", "sort.json", "--files", "a.txt"));
    Result renamed = session.call("tool", "--json", "sort.json", "--files", "renamed.txt");
    Result elsewhere = session.call("tool", "--json", "sort.json", "--files", "folder/a.txt");
    assertThat(member("key", renamed)).isNotEqualTo(first);
    assertThat(member("key", elsewhere)).isEqualTo(first);
    assertThat(member("status", elsewhere)).isEqualTo("hit");
  }

  @Test
  void aChangedDescriptorIsAMiss() throws IOException {
    session.call("tool", "sort.json", "--files", "a.txt");
    Files.writeString(directory.resolve("sort.json"), SORT.replace("Sorts", "Sorts all"));
    Result result = session.call("tool", "--json", "sort.json", "--files", "a.txt");
    assertThat(member("status", result)).isEqualTo("miss");
  }

  @Test
  void streamsAreOutputsOnAHitAsWell() {
    for (String status : List.of("miss", "hit")) {
      Result result = session.call("tool", "--json", "count.json", "--in", "a.txt");
      assertThat(member("status", result)).isEqualTo(status);
      assertThat(result.output()).contains("\"lines\":[\"2\"]").contains("\"messages\":[\"done\"]");
    }
    assertThat(session.call("tool", "count.json", "--in", "a.txt").output()).isEqualTo("2\n");
  }

  @Test
  void theCopyOfAMutableInputIsAnOutputAndTheOriginalStaysAsItIs() throws IOException {
    Files.writeString(
        directory.resolve("edit.json"),
        """
        {"name": "edit", "command-line": "sh -c 'echo more >> \\"$1\\"' sh [IMAGE]",
         "inputs": [{"id": "image", "type": "File", "mutable": true, "value-key": "[IMAGE]"}]}
        """);
    for (String status : List.of("miss", "hit")) {
      Result result =
          session.call("tool", "--json", "--export", "o", "edit.json", "--image", "a.txt");
      assertThat(result.code()).as(result.error()).isZero();
      assertThat(member("status", result)).isEqualTo(status);
      assertThat(Path.of(member("image", result))).hasContent("b\na\nmore\n");
    }
    assertThat(directory.resolve("a.txt")).hasContent("b\na\n");
    assertThat(directory.resolve("o/a.txt")).hasContent("b\na\nmore\n");
  }

  @Test
  void parametersComeFromAFileOrFromStandardInputAndOptionsReplaceThem() throws IOException {
    Files.writeString(
        directory.resolve("p.json"),
        "{\"@type\":\"local/sorted\",\"files\":[\"a.txt\"],\"out\":\"x\"}");
    assertThat(session.call("tool", "--plan", "--params", "p.json", "sort.json").output())
        .contains("\"argv\":[\"sort\",\"/styx_input/0/a.txt\",\"-o\",\"x\"]");
    assertThat(
            session
                .input("{\"files\":[\"a.txt\"],\"out\":\"x\"}")
                .call("tool", "--plan", "--params", "-", "sort.json", "--out=y")
                .output())
        .contains("\"argv\":[\"sort\",\"/styx_input/0/a.txt\",\"-o\",\"y\"]");
    assertThat(session.input("[]").call("tool", "--params", "-", "sort.json").error())
        .contains("the parameters in standard input are not a JSON object");
    assertThat(session.input("{").call("tool", "--params", "-", "sort.json").error())
        .contains("standard input: line 1 is not JSON");
  }

  @Test
  void allFaultsAreToldAtOnceAndNothingRuns() {
    Result result =
        session.call("tool", "--json", "sort.json", "--files", "none.txt", "--revers", "--out");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.error())
        .contains("files[0]: \"none.txt\" does not exist")
        .contains("revers: unknown parameter")
        .contains("did you mean reverse?")
        .contains("out: no value");
    assertThat(result.output()).contains("\"exit_code\":2").contains("\"status\":null");
    assertThat(directory.resolve("cache")).doesNotExist();
  }

  @Test
  void aRequiredOutputThatIsNotMadeIsAnError() {
    Result missing = session.call("tool", "--require", "log", "sort.json", "--files", "a.txt");
    assertThat(missing.code()).isEqualTo(125);
    assertThat(missing.error()).contains("sorted.txt.log");
    Result unknown = session.call("tool", "--require", "lgo", "sort.json", "--files", "a.txt");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.error()).contains("did you mean log?");
  }

  @Test
  void plansAreMadeOfManyRequests() throws IOException {
    Files.writeString(
        directory.resolve("r.jsonl"),
        """
        {"@type":"demo/files","nothing":1}
        {"@type":"demo/unknown"}

        not JSON
        {"@type":"demo/prepare","bids_dir":"/data/x"}
        """);
    Result result = session.call("tool", "--catalog", OWN, "--plan", "--requests", "r.jsonl");
    assertThat(result.code()).as(result.error()).isZero();
    List<String> lines = result.output().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("{\"error\":\"cannot call demo/files");
    assertThat(lines.get(1)).startsWith("{\"error\":\"no tool is named demo/unknown");
    assertThat(lines.get(2)).startsWith("{\"error\":\"not JSON");
  }

  @Test
  void helpIsThatOfTheTool() {
    assertThat(session.call("tool", "--catalog", OWN, "--help", "demo/numbers").output())
        .contains("--steps NUMBER (required)");
    assertThat(session.call("tool", "--help").output()).contains("--requests");
    assertThat(session.call("tool", "--catalog=" + OWN, "--help", "demo/numbers").output())
        .contains("--steps NUMBER (required)");
  }

  @Test
  void toolsAreListedAndSearched() {
    assertThat(session.call("tools", "--catalog", OWN).output().lines()).hasSize(10);
    assertThat(session.call("tools", "--catalog", OWN, "--search", "reads three").output())
        .startsWith("demo/files  ");
    Result none = session.call("tools", "--catalog", OWN, "--search", "no such words");
    assertThat(none.code()).isEqualTo(1);
    assertThat(session.call("tools", "--catalog", OWN, "--json").output())
        .contains("\"name\":\"demo/files\"");
  }

  @Test
  void toolsParametersAndChoicesAreCompleted() {
    assertThat(session.call("completion", "--tool", "--", "--catalog", OWN, "demo/n").output())
        .isEqualTo("demo/numbers\n");
    assertThat(
            session
                .call("completion", "--tool", "--", "--catalog", OWN, "demo/numbers", "--st")
                .output())
        .isEqualTo("--steps\n");
    assertThat(
            session
                .call("completion", "--tool", "--", "--catalog", OWN, "demo/choices", "--word", "")
                .output())
        .isEqualTo("linear\nnearest\n");
    assertThat(session.call("completion", "--tool", "--", "--js").output()).isEmpty();
    assertThat(session.call("completion").output())
        .contains("complete -F _complete_styxcache_tool");
  }

  @Test
  void bashCompletesTools() throws Exception {
    Path script = Files.writeString(directory.resolve("c"), session.call("completion").output());
    Files.writeString(
        directory.resolve("styxcache"),
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >asked; printf 'fsl/bet\\nfsl/bet2\\n'\n");
    assertThat(directory.resolve("styxcache").toFile().setExecutable(true)).isTrue();
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(./styxcache tool fsl/b); COMP_CWORD=2;"
                    + " _complete_styxcache_tool; echo \"${COMPREPLY[@]}\"",
                script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String shown = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(shown).isZero();
    assertThat(shown).isEqualTo("fsl/bet fsl/bet2\n");
    assertThat(directory.resolve("asked")).hasContent("completion --tool -- fsl/b");
  }

  @Test
  void catalogsComeFromTheConfiguration() throws IOException {
    Files.writeString(
        directory.resolve("styxcache.toml"), "[tools]\ncatalogs = [\"" + OWN + "\"]\n");
    assertThat(session.call("tools").output().lines()).hasSize(10);
    assertThat(session.call("tools", "--catalog", "nowhere").error())
        .contains("cannot read the catalogue")
        .contains("it does not exist");
  }

  @Test
  void whatIsMissingIsSaidInWords() throws IOException {
    assertThat(session.call("tool").error()).contains("which tool?");
    assertThat(session.call("tool", "fsl/bet").error())
        .contains("no catalogue of tools is configured");
    assertThat(session.call("tool", "--catalog", OWN, "demo/fils").error())
        .contains("did you mean demo/files?");
    assertThat(session.call("tool", "./none.json").error())
        .contains("the descriptor ./none.json cannot be read: it does not exist");
    Files.writeString(directory.resolve("bad.json"), "{}");
    Result bad = session.call("tool", "bad.json");
    assertThat(bad.code()).isEqualTo(125);
    assertThat(bad.error()).contains("it is no descriptor of a tool");
    assertThat(session.call("tool", "--requests", "r.jsonl").error()).contains("give --plan");
  }
}
