package dev.styxcache.cli.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.calls.Caller.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of inputs, standard input, and inputs that have the cache in them. */
class InputsOfCallsTest {

  @TempDir Path directory;
  private Caller caller;

  @BeforeEach
  void makeCaller() {
    caller = new Caller(directory);
  }

  @Test
  void equalContentUnderAnotherName_isAnotherRun_ifNamesAreInTheKey() {
    caller.file("sub-01.txt", "x");
    caller.file("sub-02.txt", "x");

    String[] results = new String[4];
    for (int i = 0; i < results.length; i++) {
      String name = "sub-0" + (1 + i % 2) + ".txt";
      results[i] =
          caller.call("run", "--input-names", "-i", "in=" + name, "--", "basename", "{in}").out();
    }

    assertThat(results)
        .containsExactly("sub-01.txt\n", "sub-02.txt\n", "sub-01.txt\n", "sub-02.txt\n");
    assertThat(
            caller
                .call("run", "--input-names", "-i", "in=sub-02.txt", "--", "basename", "{in}")
                .status())
        .isEqualTo("hit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i=.", "--input-parent=x.txt", "--mutable=.", "-i=way"})
  void cacheBelowAnInput_isRefusedBeforehand_withTheNextStep(String option) throws IOException {
    caller.file("x.txt", "x");
    Files.createSymbolicLink(caller.work.resolve("way"), Path.of("."));
    caller.with("STYXCACHE_CACHE_DIR", caller.work.resolve("c").toString());

    Result result =
        caller.call(
            "run",
            option.substring(0, option.indexOf('=')),
            option.substring(option.indexOf('=') + 1),
            "-o",
            "o",
            "--",
            "touch",
            "o");

    assertThat(result.code()).isEqualTo(125);
    assertThat(result.err()).contains("has the cache in it", "--cache-dir");
    assertThat(caller.work.resolve("c")).doesNotExist();
  }

  @Test
  void cacheBelowAnInput_isRefused_thoughItIsNamedByAnotherWay() throws IOException {
    Files.createSymbolicLink(directory.resolve("way"), caller.work);
    caller.with("STYXCACHE_CACHE_DIR", directory.resolve("way/c").toString());
    Files.createDirectory(caller.work.resolve("c"));

    assertThat(caller.call("run", "-i", ".", "--", "ls").err()).contains("has the cache in it");
  }

  @Test
  void cacheBesideAnInput_isUsed() {
    caller.file("d/x.txt", "x");
    caller.with("STYXCACHE_CACHE_DIR", caller.work.resolve("c").toString());

    assertThat(caller.call("run", "-i", "d", "--", "ls", "d").status()).isEqualTo("miss");
    assertThat(caller.call("run", "-i", "d", "--", "ls", "d").status()).isEqualTo("hit");
  }

  @Test
  void standardInput_isAnInput_byTheOption() {
    String[] call = {"run", "--stdin", "--", "sort", "-r"};

    assertThat(caller.call(text("a\nb\n"), call).out()).isEqualTo("b\na\n");
    Result hit = caller.call(text("a\nb\n"), call);
    assertThat(hit.out()).isEqualTo("b\na\n");
    assertThat(hit.status()).isEqualTo("hit");
    Result other = caller.call(text("c\n"), call);
    assertThat(other.out()).isEqualTo("c\n");
    assertThat(other.status()).isEqualTo("miss");
    assertThat(caller.call(text("c\n"), "run", "--no-cache", "--stdin", "--", "cat").out())
        .isEqualTo("c\n");
  }

  @Test
  void emptyStandardInput_andNone_areTwoRuns() {
    assertThat(caller.call(text(""), "run", "--stdin", "--", "cat").status()).isEqualTo("miss");
    assertThat(caller.call(text(""), "run", "--", "cat").status()).isEqualTo("miss");
  }

  @Test
  void keyOfACallWithStandardInput_isThatOfItsRun() {
    caller.call(text("a"), "run", "--stdin", "--", "cat");

    String key = caller.call(text("a"), "key", "--stdin", "--", "cat").out().strip();

    assertThat(caller.cache.resolve(key.substring(0, 2)).resolve(key)).exists();
    assertThat(caller.call(text("a"), "key", "--stdin", "--canonical", "--", "cat").out())
        .contains("\"stdin\":\"17762fddd969a453925d65717ac3eea21320b66b54342fde15128d6caf21215f\"");
    assertThat(caller.call(text("a"), "key", "--canonical", "--", "cat").out())
        .doesNotContain("stdin");
  }

  @Test
  void waitingData_isHintedAtOnce_andNotRead() {
    Result result = caller.call(text("a\n"), "run", "--", "sort");

    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).filteredOn(line -> line.contains("--stdin")).hasSize(1);
    assertThat(caller.call(text(""), "run", "--", "sort").err()).doesNotContain("--stdin");
    assertThat(caller.call(text("a\n"), "run", "--stdin", "--", "sort").err())
        .doesNotContain("--stdin");
  }

  @Test
  void largeStandardInput_arrivesWhole() {
    String large = "0123456789abcdef".repeat(200_000);

    assertThat(caller.call(text(large), "run", "--stdin", "--", "wc", "-c").out().strip())
        .isEqualTo("3200000");
  }

  @Test
  void runnerWithoutStandardInput_saysSo() {
    Result result = caller.call(text("a"), "run", "--runner", "dry", "--stdin", "--", "cat");

    assertThat(result.code()).isEqualTo(125);
    assertThat(result.err()).contains("gives its tools no standard input");
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
