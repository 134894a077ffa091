package dev.styxcache.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.domain.Metadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caching runners that Java callers make from a configuration file. */
class FromConfigurationTest {

  private static final Metadata TOOL = Metadata.of("1", "tool", "demo");

  @TempDir Path directory;
  private String printed = "";

  /** The cache directory is relative, so it lies beside the file. */
  private CachingRunner runner(String toml) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("lab.toml"),
            "[cache]\ndir = \"cache\"\n" + toml + "\n[hash]\nmemo = false\n");
    return CachingRunner.fromConfiguration(file);
  }

  private RunReport run(CachingRunner runner) {
    Execution execution = runner.startExecution(TOOL);
    execution.params(Map.of("number", 1));
    execution.outputFile("made", false);
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    OutputHandler handler = stdout::write;
    execution.run(
        List.of("sh", "-c", "echo \"$COLOUR\"; echo made > made"),
        handler,
        OutputHandler.discard());
    printed = stdout.toString(StandardCharsets.UTF_8);
    return execution.report().orElseThrow();
  }

  @Test
  void secondRun_isAHit_inTheDirectoryBesideTheFile() throws IOException {
    assertThat(run(runner("")).status()).isEqualTo(Status.MISS);
    RunReport second = run(runner(""));

    assertThat(second.status()).isEqualTo(Status.HIT);
    assertThat(second.entry().orElseThrow()).startsWith(directory.resolve("cache"));
  }

  @Test
  void readOnlyMode_storesNothing() throws IOException {
    CachingRunner runner = runner("mode = \"read-only\"");

    run(runner);

    assertThat(runner.cache().list()).isEmpty();
    assertThat(run(runner).status()).isNotEqualTo(Status.HIT);
  }

  @Test
  void allowListedVariable_hasTheConfiguredValue_inTheToolAndInTheKey() throws IOException {
    String toml =
        """
        [runner]
        environ = { COLOUR = "red" }
        [policy]
        env_allowlist = ["COLOUR"]
        """;

    RunReport red = run(runner(toml));
    assertThat(printed).isEqualTo("red\n");
    RunReport blue = run(runner(toml.replace("red", "blue")));

    assertThat(printed).isEqualTo("blue\n");
    assertThat(blue.status()).isEqualTo(Status.MISS);
    assertThat(blue.key()).isNotEqualTo(red.key());
  }

  @Test
  void environmentVariable_winsOverTheFile() throws IOException {
    CachingRunner runner = runner("[policy]\nextra = { site = \"file\" }");

    assertThat(runner.prepare(TOOL).payload().canonicalText())
        .contains("variable")
        .doesNotContain("file");
  }

  @Test
  void toolOnTheDenyList_isBypassed() throws IOException {
    CachingRunner runner = runner("[policy]\nbypass_tools = [\"demo/tool\"]");

    assertThat(run(runner).status()).isEqualTo(Status.BYPASSED);
    assertThat(runner.cache().list()).isEmpty();
  }

  @Test
  void failingCache_isAnError_onlyIfTheFileSaysSo() throws IOException {
    CachingRunner lenient = runner("[store]\non_error = \"warn\"");
    CachingRunner strict = runner("[store]\non_error = \"fail\"");
    Files.writeString(directory.resolve("cache"), "not a directory");

    assertThat(run(lenient).status()).isEqualTo(Status.DEGRADED);
    assertThatThrownBy(() -> run(strict)).isInstanceOf(CacheUnavailableException.class);
  }

  @Test
  void otherRunner_isOneLineInTheFile() throws IOException {
    CachingRunner runner = runner("[runner]\ntype = \"dry\"");

    assertThat(run(runner).status()).isEqualTo(Status.BYPASSED);
    assertThat(printed).startsWith("sh -c ");
    assertThat(directory.resolve("cache")).doesNotExist();
  }

  @Test
  void remoteStore_isTheRemoteTier_andIsClosedWithTheCache() throws IOException {
    CachingRunner runner = runner("[store]\ntype = \"closable\"\n[store.closable]\npush = true");

    assertThat(run(runner).status()).isEqualTo(Status.MISS);

    assertThat(ClosableRemoteProvider.PUSHED).hasValue(1);
    assertThat(ClosableRemoteProvider.OPEN).hasValue(1);
    runner.cache().close();
    assertThat(ClosableRemoteProvider.OPEN).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"read-only", "off"})
  void remoteStore_isNotOpened_inAModeThatNeverAsksIt(String mode) throws IOException {
    CachingRunner runner = runner("mode = \"" + mode + "\"\n[store]\ntype = \"closable\"");

    assertThat(runner.cache().remoteName()).isEmpty();
    assertThat(ClosableRemoteProvider.OPEN).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode = \"raed-only\" | lab.toml, line 3: cache.mode cannot be \"raed-only\"",
        "dri = \"x\" | lab.toml, line 3: unknown key \"cache.dri\"",
        "[runner]\\ntype = \"lcoal\" | no runner named \"lcoal\"",
        "[runner]\\ntype = \"lcoal\" | lab.toml:4",
        "[store]\\ntype = \"s3\" | add dev.styxcache:styxcache-adapters-s3 to",
        "[runner.dry]\\ncolour = 1\\n[runner.local]\\ncolour = 1 | the runner \"local\" cannot be",
      })
  void whatIsWrong_isAnErrorThatNamesThePlace(String toml, String message) {
    assertThatThrownBy(() -> runner(toml.replace("\\n", "\n")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fileThatDoesNotExist_isAnError() {
    Path file = directory.resolve("missing.toml");

    assertThatThrownBy(() -> CachingRunner.fromConfiguration(file))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage("the configuration file " + file + " cannot be read: it does not exist");
  }

  @Test
  void cacheDirectoryThatIsAFile_isAnErrorThatNamesBoth() throws IOException {
    Path file = Files.writeString(directory.resolve("cache"), "");

    assertThatThrownBy(() -> runner(""))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("lab.toml:2")
        .hasMessageContaining(file + " is not a directory");
  }
}
