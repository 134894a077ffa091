package dev.styxcache.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.testing.MemoryCopier;
import dev.styxcache.testing.MemoryHasher;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryStore;
import dev.styxcache.testing.MemoryTool;
import dev.styxcache.tools.bind.RefusedCallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of described tools through a cache in memory. The tool is a function of Java. */
class ToolCallTest {

  private static final String DESCRIPTOR =
      """
      {"name": "cut", "command-line": "cut [IN] [MORE] -o [OUT] [PARTS] [FRACTION]",
       "inputs": [
         {"id": "infile", "type": "File", "value-key": "[IN]"},
         {"id": "more", "type": "File", "list": true, "optional": true, "value-key": "[MORE]"},
         {"id": "out", "type": "String", "value-key": "[OUT]", "default-value": "cut"},
         {"id": "parts", "type": "String", "list": true, "optional": true, "value-key": "[PARTS]"},
         {"id": "fraction", "type": "Number", "optional": true, "value-key": "[FRACTION]",
          "minimum": 0, "maximum": 1, "command-line-flag": "-f"}],
       "output-files": [
         {"id": "brain", "path-template": "[OUT].nii"},
         {"id": "report", "path-template": "[OUT].txt"},
         {"id": "named", "path-template": "[IN]_cut", "path-template-stripped-extensions": [".nii"]},
         {"id": "any", "path-template": "slice_?.nii"},
         {"id": "one", "path-template": "*t.nii"},
         {"id": "none", "path-template": "*.gz"},
         {"id": "slices", "path-template": "slice_*.nii", "list": true}],
       "stdout-output": {"id": "messages"}}
      """;

  private final MemoryStore store = new MemoryStore();
  private MemoryTool body =
      call -> {
        call.write("cut.nii", "brain");
        call.write("slice_2.nii", "two");
        call.write("slice_1.nii", "one");
        call.print("first\nsecond\n");
      };
  private Path work;
  private Path scan;
  private MemoryRunner base;
  private CachingRunner runner;
  private DescribedTool tool;

  @BeforeEach
  void prepare() throws IOException {
    work = store.directory("work");
    scan = Files.writeString(work.resolve("scan.nii"), "a scan");
    base = new MemoryRunner(work, call -> body.run(call));
    runner =
        CachingRunner.around(base)
            .cache(Cache.builder().store(store.opened()).build())
            .hasher(new MemoryHasher())
            .copier(new MemoryCopier())
            .workingDirectory(work)
            .build();
    tool = described(DESCRIPTOR);
  }

  private static DescribedTool described(String text) {
    return DescribedTool.alone(text.getBytes(StandardCharsets.UTF_8), new JacksonJson());
  }

  private ToolRun run(ToolCall call) {
    return call.run(runner, new MemoryFiles());
  }

  private static Status status(ToolRun run) {
    return run.report().orElseThrow().status();
  }

  private static CacheKey key(ToolRun run) {
    return run.report().orElseThrow().key().orElseThrow();
  }

  @Test
  void theSecondCallIsAHitWithTheSameOutputs() throws IOException {
    ToolRun first = run(tool.with("infile", scan).with("fraction", 0.5));
    ToolRun second = run(tool.with("infile", scan).with("fraction", 0.5));

    assertThat(status(first)).isEqualTo(Status.MISS);
    assertThat(status(second)).isEqualTo(Status.HIT);
    assertThat(base.runs()).isEqualTo(1);
    for (ToolRun run : List.of(first, second)) {
      assertThat(Files.readString(run.output("brain"))).isEqualTo("brain");
      assertThat(run.output("root")).isEqualTo(run.directory());
      assertThat(run.list("slices"))
          .extracting(path -> path.getFileName().toString())
          .containsExactly("slice_1.nii", "slice_2.nii");
      assertThat(run.lines("messages")).containsExactly("first", "second");
      assertThat(run.find("report")).isEmpty();
      assertThat(run.output("one")).isEqualTo(run.output("brain"));
      assertThat(run.list("any")).isEqualTo(run.list("slices"));
      assertThat(run.find("none")).isEmpty();
    }
  }

  @Test
  void mutableInputsOfOneName_haveTheirOwnCopiesAsOutputs() throws IOException {
    DescribedTool edit =
        described(
            """
            {"name": "edit", "command-line": "edit [ONE] [TWO]",
             "inputs": [
               {"id": "one", "type": "File", "mutable": true, "value-key": "[ONE]"},
               {"id": "two", "type": "File", "mutable": true, "value-key": "[TWO]"}]}
            """);
    Path other = Files.createDirectory(work.resolve("other")).resolve("scan.nii");
    Files.writeString(other, "another scan");
    body =
        call -> {
          for (Path copy : call.inputs()) {
            Files.writeString(copy, Files.readString(copy) + ", edited");
          }
        };
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      ToolRun run = run(edit.with("one", scan).with("two", other));
      assertThat(status(run)).isEqualTo(expected);
      assertThat(run.output("one")).hasContent("a scan, edited").hasFileName("scan.nii");
      assertThat(run.output("two")).hasContent("another scan, edited").hasFileName("scan_1.nii");
      assertThat(scan).hasContent("a scan");
    }
  }

  @Test
  void theCommandHasThePathsThatTheToolSees() {
    body = call -> call.write("cut.nii", String.join(" ", call.command()));
    ToolRun run = run(tool.with("more", List.of("scan.nii")).with("infile", scan));
    assertThat(run.output("brain")).hasContent("cut " + scan + " " + scan + " -o cut");
  }

  @Test
  void anOutputThatWasNotMadeIsAnErrorOnlyWhenItIsAskedFor() {
    ToolRun run = run(tool.with("infile", scan));
    assertThatThrownBy(() -> run.output("report"))
        .isInstanceOf(MissingOutputException.class)
        .hasMessageContaining("local/cut did not make the output report");
    assertThatThrownBy(() -> run.output("brian")).hasMessageEndingWith("did you mean brain?");
    assertThatThrownBy(() -> run.output("slices")).hasMessageContaining("by the method list");
    assertThatThrownBy(() -> run(tool.with("infile", scan).require("report")))
        .hasMessageContaining("output report");
    assertThatThrownBy(() -> run(tool.with("infile", scan).require("brian")))
        .isInstanceOf(RefusedCallException.class)
        .hasMessage("local/cut has no output brian; did you mean brain?");
    body = call -> call.write("cut.nii", "no slices");
    assertThatThrownBy(() -> run(tool.with("infile", scan).with("fraction", 0.1).require("slices")))
        .isInstanceOf(MissingOutputException.class);
  }

  @Test
  void allFaultsAreToldBeforeAnythingRuns() {
    assertThatThrownBy(
            () ->
                run(
                    tool.with("infile", work.resolve("missing.nii"))
                        .with("fraction", 2)
                        .with("prats", "x")))
        .isInstanceOf(RefusedCallException.class)
        .hasMessageContaining("infile: \"" + work.resolve("missing.nii") + "\"")
        .hasMessageContaining("fraction: 2; allowed: a number, at least 0 and at most 1")
        .hasMessageContaining("did you mean parts?");
    assertThat(base.runs()).isZero();
  }

  @Test
  void theNameOfAnInputIsInTheKey() throws IOException {
    Path renamed = Files.writeString(work.resolve("other.nii"), "a scan");
    Path elsewhere = Files.createDirectory(work.resolve("folder")).resolve("scan.nii");
    Files.writeString(elsewhere, "a scan");
    CacheKey first = key(run(tool.with("infile", scan)));
    assertThat(key(run(tool.with("infile", renamed)))).isNotEqualTo(first);
    assertThat(key(run(tool.with("infile", elsewhere)))).isEqualTo(first);
    assertThat(key(run(tool.with("infile", work.relativize(scan))))).isEqualTo(first);
    assertThat(key(run(tool.with("infile", work.resolve("folder/.././scan.nii")))))
        .isEqualTo(first);
  }

  @Test
  void theDescriptorIsInTheKey() {
    CacheKey first = key(run(tool.with("infile", scan)));
    DescribedTool changed = described(DESCRIPTOR.replace("-o [OUT]", "--out [OUT]"));
    assertThat(key(run(changed.with("infile", scan)))).isNotEqualTo(first);
  }

  @Test
  void equalCallsHaveEqualKeysHoweverTheyAreWritten() {
    CacheKey first = key(run(tool.with("infile", scan).with("fraction", 0.5)));
    assertThat(
            key(
                run(
                    tool.with("fraction", 0.5)
                        .with("infile", work.resolve("./scan.nii"))
                        .with("parts", null)
                        .with("@type", "local/cut"))))
        .isEqualTo(first);
    assertThat(key(run(tool.with("infile", scan).with("fraction", 0.6)))).isNotEqualTo(first);
    assertThat(key(run(tool.with("infile", scan).with("fraction", 1))))
        .isNotEqualTo(key(run(tool.with("infile", scan).with("fraction", 1.0))));
  }

  @Test
  void aTextThatIsAnInputsPathByAccidentIsStillAText() {
    ToolCall relative = tool.with("infile", work.relativize(scan));
    CacheKey text = key(run(relative.with("parts", List.of("scan.nii"))));
    CacheKey other = key(run(tool.with("infile", scan).with("parts", List.of("scan.nii"))));
    CacheKey none = key(run(relative.with("parts", List.of("x"))));
    assertThat(List.of(text, other, none)).doesNotHaveDuplicates();
  }

  @Test
  void aToolWhoseVariablesTheRunnerDoesNotGiveIsRefused() {
    DescribedTool needing =
        described(
            "{\"name\":\"t\",\"command-line\":\"t\",\"environment-variables\":"
                + "[{\"name\":\"STYX_TEST_NONE\",\"value\":\"4\"}]}");
    assertThatThrownBy(() -> run(needing.call()))
        .hasMessageContaining("needs the environment variable STYX_TEST_NONE=4");
  }

  @Test
  void streamsCanBeSeenAsWell() {
    StringBuilder seen = new StringBuilder();
    run(
        tool.with("infile", scan)
            .streams(OutputHandler.lines(seen::append), OutputHandler.discard()));
    assertThat(seen).hasToString("firstsecond");
  }

  @Test
  void valuesOfOtherTypesAreRefused() {
    assertThatThrownBy(() -> tool.with("fraction", new Object()))
        .hasMessageContaining("give a text, a path, a number");
    assertThat(tool.with("a", Map.of("b", List.of(1, 2L, 0.1f, true))).parameters())
        .isEqualTo(JacksonJson.object("{\"a\":{\"b\":[1,2,0.1,true]}}"));
  }

  /** Looks at files on any file system. */
  private static final class MemoryFiles implements ToolFiles {
    @Override
    public JsonReader json() {
      return new JacksonJson();
    }

    @Override
    public CatalogSource open(Path catalog, java.util.Optional<Path> indexDirectory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean exists(Path file) {
      return Files.exists(file);
    }

    @Override
    public List<Path> matches(Path directory, String pattern) {
      try (var files = Files.newDirectoryStream(directory, pattern)) {
        List<Path> found = new java.util.ArrayList<>();
        for (Path file : files) {
          if (!file.getFileName().toString().startsWith(".styxcache")) {
            found.add(file);
          }
        }
        found.sort(null);
        return found;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
