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
            "run", option.split("=")[0], option.split("=")[1], "-o", "o", "--", "touch", "o");

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

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
