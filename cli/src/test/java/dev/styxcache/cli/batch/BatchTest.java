package dev.styxcache.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.Main;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(directory.resolve("in"), "a\n");
  }

  private static final String FILE = "{\"path\": \"in\"}";

  /**
   * A request that runs a shell script on an input, notes that it ran, and declares the output
   * {@code o}. The command is not in the key, so the name says what the script does.
   */
  private String request(String id, String input, String script) {
    return """
        {"id": "%s", "metadata": {"id": "x", "name": "%s", "package": "p"}, "inputs": [%s],\
         "command": ["sh", "-c", "echo %s >> '%s'; %s", "sh", {"input": 0}], "outputs": [{"path": "o"}]}
        """
        .formatted(id, id.replaceAll("\\d", ""), input, id, directory.resolve("runs"), script);
  }

  private static String output(String id, String name) {
    return "{\"output\": [\"" + id + "\", \"" + name + "\"]}";
  }

  private int batch(String requests, String... options) throws IOException {
    Files.writeString(directory.resolve("requests"), requests);
    List<String> arguments = new ArrayList<>(List.of("batch", "requests"));
    arguments.addAll(List.of(options));
    return run("", arguments);
  }

  private int run(String input, List<String> arguments) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", directory.toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("STYXCACHE_CACHE_DIR", directory.resolve("cache").toString());
    return Main.run(
        arguments,
        new Context(
            directory,
            environment,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new Channel(out, "standard output"),
            new Channel(err, "standard error"),
            Terminal.NONE));
  }

  /** The results by their id, in the order of completion. */
  private Map<String, JsonObject> results() {
    Map<String, JsonObject> results = new LinkedHashMap<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      if (!line.isEmpty()) {
        JsonObject result = JsonObject.root("the result", read(line));
        results.put(result.text("id"), result);
      }
    }
    return results;
  }

  private JsonObject result(String id) {
    return Objects.requireNonNull(results().get(id), id);
  }

  private static @Nullable Object read(String line) {
    try {
      return JsonReader.forUsers().read(line);
    } catch (dev.styxcache.json.MalformedJsonException e) {
      throw new IllegalStateException(line, e);
    }
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private List<String> runs() throws IOException {
    Path runs = directory.resolve("runs");
    return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
  }

  @Test
  void request_takesTheOutputOfOneThatStandsBehindIt() throws IOException {
    String requests =
        request("double", output("copy", "o"), "cat $1 $1 > o") + request("copy", FILE, "cp $1 o");

    assertThat(batch(requests)).as(errors()).isZero();

    assertThat(results().keySet()).containsExactly("copy", "double");
    assertThat(Path.of(result("double").object("outputs").text("o"))).hasContent("a\na");
    assertThat(errors()).contains("2 of 2 requests done").contains("0 hits, 2 misses, 0 failed");
  }

  @Test
  void sameBatchAgain_hasHitsOnly() throws IOException {
    String requests =
        request("copy", FILE, "cp $1 o") + request("double", output("copy", "o"), "cat $1 $1 > o");
    batch(requests);
    out.reset();

    assertThat(batch(requests, "-j", "2")).isZero();

    assertThat(results().values())
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.text("status")).isEqualTo("hit"));
    assertThat(runs()).hasSize(2);
  }

  @Test
  void equalRequests_runOnce() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      requests.append(request("copy" + i, FILE, "cp $1 o"));
    }

    assertThat(batch(requests.toString().replaceAll("echo copy\\d+", "echo copy"), "-j", "4"))
        .isZero();

    assertThat(runs()).containsExactly("copy");
    assertThat(results()).hasSize(20);
  }

  @Test
  void failure_skipsWhatDependsOnIt_byName_andNothingElse() throws IOException {
    String requests =
        request("bad", FILE, "echo sad >&2; exit 3")
            + request("next", output("bad", "o"), "cp $1 o")
            + request("last", output("next", "o"), "cp $1 o")
            + request("other", FILE, "cp $1 o");

    assertThat(batch(requests, "--jobs=1")).isEqualTo(1);

    assertThat(result("bad").integer("exit_code")).isEqualTo(3);
    assertThat(result("next").text("reason")).isEqualTo("skipped: request \"bad\" failed");
    assertThat(result("last").text("reason")).isEqualTo("skipped: request \"next\" was skipped");
    assertThat(result("other").text("status")).isEqualTo("miss");
    assertThat(errors()).contains("1 failed, 2 skipped", "  bad: the tool failed", "      sad");
  }

  @Test
  void outputThatWasNotMade_skipsWhatTakesIt() throws IOException {
    String requests =
        request("copy", FILE, "true") + request("next", output("copy", "o"), "cp $1 o");

    assertThat(batch(requests)).isEqualTo(1);

    assertThat(result("next").text("reason"))
        .isEqualTo("skipped: request \"copy\" did not make the output \"o\"");
  }

  @Test
  void mistakesInTheFile_areAllNamed_andNothingRuns() throws IOException {
    String requests =
        request("copy", FILE, "cp $1 o")
            + request("two", output("cpy", "o"), "cp $1 o")
            + request("three", output("copy", "O"), "cp $1 o")
            + request("copy", FILE, "cp $1 o")
            + "{\"metadata\": 1}\n{\"metadata\": {\"id\": \"x\", \"name\": \"x\", \"package\": \"x\"}}\n";

    assertThat(batch(requests)).isEqualTo(2);

    assertThat(errors())
        .contains(
            "line 2: there is no request \"cpy\"; the nearest is \"copy\"",
            "line 3: request \"copy\" declares no output \"O\"",
            "line 4: the id \"copy\" is that of the request in line 1 too",
            "line 5: metadata must be an object",
            "line 6: there is no \"command\"");
    assertThat(runs()).isEmpty();
    assertThat(out.size()).isZero();
  }

  @Test
  void requestsThatWaitForEachOther_areNamed_andNothingRuns() throws IOException {
    String requests =
        request("a", output("b", "o"), "cp $1 o")
            + request("b", output("a", "o"), "cp $1 o")
            + request("self", output("self", "o"), "cp $1 o")
            + request("free", FILE, "cp $1 o");

    assertThat(batch(requests)).isEqualTo(2);

    assertThat(errors()).contains("wait for each other's outputs: a, b, self");
    assertThat(runs()).isEmpty();
  }

  @Test
  void standardInput_isReadInOrder_andLaterNamesAreUnknown() {
    String requests =
        request("early", output("copy", "o"), "cp $1 o")
            + request("copy", FILE, "cp $1 o")
            + request("double", output("copy", "o"), "cat $1 $1 > o")
            + request("copy", FILE, "cp $1 o");

    assertThat(run(requests, List.of("batch", "-"))).isEqualTo(1);

    String all = out.toString(StandardCharsets.UTF_8);
    assertThat(all)
        .contains("skipped: no request \\\"copy\\\" came before this one")
        .contains("skipped: the id \\\"copy\\\" was used before");
    assertThat(result("double").text("status")).isEqualTo("miss");
  }

  @Test
  void brokenJsonInTheMiddleOfStandardInput_endsTheBatch_afterWhatWasRead() {
    String requests = request("copy", FILE, "cp $1 o") + "{\"metadata\"\n";

    assertThat(run(requests, List.of("batch", "-"))).isEqualTo(2);

    assertThat(result("copy").text("status")).isEqualTo("miss");
    assertThat(errors()).contains("standard input, line 3: not JSON", "run the same again");
  }

  @Test
  void failFast_startsNothingAfterAFailure() throws IOException {
    StringBuilder requests = new StringBuilder(request("bad", FILE, "exit 3"));
    for (int i = 0; i < 50; i++) {
      requests.append(request("copy" + i, FILE, "cp $1 o"));
    }

    assertThat(batch(requests.toString(), "--fail-fast", "-j1")).isEqualTo(1);

    assertThat(runs()).containsExactly("bad");
    assertThat(errors()).contains("1 of 51 requests done", "run the same again for the rest");
  }

  @Test
  void wrongUsage_isNamed() throws IOException {
    assertThat(run("", List.of("batch"))).isEqualTo(2);
    assertThat(run("", List.of("batch", "a", "b"))).isEqualTo(2);
    assertThat(batch("", "-j", "0")).isEqualTo(2);
    assertThat(batch("", "-j", "x")).isEqualTo(2);
    assertThat(run("", List.of("batch", "missing"))).isEqualTo(125);

    assertThat(errors())
        .contains("name a file of JSON Lines", "join them", "not from 1 to", "is not a number")
        .contains("the request missing cannot be read: it does not exist");
  }
}
