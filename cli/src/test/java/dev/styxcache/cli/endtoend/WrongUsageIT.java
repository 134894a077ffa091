package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input gets an error that names the thing, the documented exit code, and no stack trace. */
class WrongUsageIT {

  @TempDir Path directory;
  private CommandLine styxcache;

  @BeforeEach
  void setUp() {
    styxcache = new CommandLine(directory);
    styxcache.file("in.txt", "content");
  }

  @Test
  void missingInput_is125() {
    expect(125, "missing.nii", "run", "-i", "missing.nii", "--", "cat", "missing.nii");
    expect(125, "missing.nii", "key", "-i", "missing.nii", "--", "cat", "missing.nii");
  }

  @Test
  void missingInputWhosePathLooksNamed_isToldHowToWriteIt() {
    expect(125, "./a=b.nii", "run", "-i", "a=b.nii", "--", "cat", "a=b.nii");
  }

  @Test
  void deviceOrPipe_is125() throws Exception {
    expect(125, "/dev/null", "run", "-i", "/dev/null", "--", "cat", "/dev/null");
    Path pipe = styxcache.work.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    expect(125, "pipe", "run", "-i", "pipe", "--", "cat", "pipe");
  }

  @Test
  void outputThatLeavesTheOutputDirectory_is2() {
    expect(2, "../x", "run", "-o", "../x", "--", "true");
    expect(2, "/x", "run", "-o", "/x", "--", "true");
    expect(2, "a/../../x", "run", "--no-cache", "-o", "a/../../x", "--", "true");
  }

  @Test
  void outputThatTheToolDoesNotMake_is125AndStoresNothing() {
    expect(125, "out.txt", "run", "-o", "out.txt", "--", "true");
    assertThat(styxcache.run("ls", "--json").text()).isEmpty();
    assertThat(styxcache.stagings()).isEmpty();
  }

  @Test
  void unknownOption_is2AndNamesTheNearest() {
    expect(2, "--optput", "run", "--optput", "x", "--", "true");
    assertThat(styxcache.run("run", "--optput", "x").error()).contains("--output");
    expect(2, "rnu", "rnu");
  }

  @Test
  void optionsThatExcludeEachOther_are2() {
    expect(2, "--refresh and --read-only", "run", "--refresh", "--read-only", "--", "true");
  }

  @Test
  void paramThatTheCommandSets_is2() {
    expect(2, "command", "run", "-p", "command=x", "--", "true");
    expect(2, "novalue", "run", "-p", "novalue", "--", "true");
  }

  @Test
  void unknownConfigurationKey_is2WithFileLineAndNearestName() {
    styxcache.file("styxcache.toml", "[cache]\n\ndri = \"x\"\n");
    expect(2, "styxcache.toml, line 3: unknown key \"cache.dri\"", "config");
    assertThat(styxcache.run("config").error()).contains("\"cache.dir\"");
  }

  @Test
  void wrongTypeOrRangeInTheConfiguration_is2WithFileAndLine() {
    styxcache.file("type.toml", "[policy]\ninput_names = \"yes\"\n");
    expect(2, "type.toml, line 2: policy.input_names", "config", "--config", "type.toml");
    styxcache.file("range.toml", "[cache]\nmode = \"readonly\"\n");
    expect(2, "\"read-only\"", "config", "--config", "range.toml");
    styxcache.file("broken.toml", "[cache]\nmode = \n");
    expect(2, "broken.toml, line 2: not TOML", "config", "--config", "broken.toml");
    expect(2, "absent.toml", "config", "--config", "absent.toml");
  }

  @Test
  void unknownEnvironmentVariable_is2AndNamesTheNearest() {
    styxcache.set("STYXCACHE_CACHE_DRI", "x");
    expect(2, "STYXCACHE_CACHE_DIR", "config");
  }

  @Test
  void malformedRequests_are2() {
    String start = "{\"metadata\": {\"id\": \"1\", \"name\": \"n\", \"package\": \"p\"}";
    expectRequest(2, "unknown member \"inputz\"", start + ", \"inputz\": []}");
    expectRequest(2, "inputs[0].path", start + ", \"inputs\": [{\"path\": 3}]}");
    expectRequest(
        2,
        "unknown member \"paht\" in inputs[0]",
        start + ", \"inputs\": [{\"path\": \"x\", \"paht\": 1}]}");
    expectRequest(2, "metadata", "{}");
    expectRequest(2, "line 2: not JSON", start + ",\n]");
    expectRequest(2, "empty", "");
    expectRequest(2, "must be an object", "[1]");
    expectRequest(125, "absent.nii", start + ", \"inputs\": [{\"path\": \"absent.nii\"}]}");
    Outcome noCommand = styxcache.runWithInput(start + "}", "run", "--request", "-");
    assertThat(noCommand.code()).isEqualTo(2);
    assertThat(noCommand.error()).contains("\"command\"");
    expect(125, "nofile.json", "key", "--request", "nofile.json");
    expect(2, "--input", "key", "--request", "-", "-i", "in.txt");
  }

  @Test
  void parametersThatCannotBeCanonicalised_are2() {
    String deep = "[".repeat(600) + "]".repeat(600);
    Outcome outcome =
        styxcache.runWithInput(
            "{\"metadata\": {\"id\": \"1\", \"name\": \"n\", \"package\": \"p\"}, \"params\": {\"x\": "
                + deep
                + "}}",
            "key",
            "--request",
            "-");
    expect(2, "", outcome);
  }

  @Test
  void cacheDirectoryThatIsAFile_is125() {
    expect(125, "in.txt", "ls", "--cache-dir", "in.txt/below");
    assertThat(styxcache.run("run", "--no-cache", "--cache-dir", "in.txt", "--", "true").code())
        .isZero();
  }

  @Test
  void entryOfANewerFormat_isShownAs125() throws IOException {
    assertThat(styxcache.run("run", "--", "true").code()).isZero();
    Path manifest;
    try (Stream<Path> files = Files.walk(styxcache.cache)) {
      manifest = files.filter(path -> path.endsWith(".styxcache.json")).findFirst().orElseThrow();
    }
    String newer = Files.readString(manifest).replaceFirst("\"format\":1", "\"format\":99");
    Files.delete(manifest);
    Files.writeString(manifest, newer);
    String key = String.valueOf(Objects.requireNonNull(manifest.getParent()).getFileName());
    Outcome shown = styxcache.run("show", key.substring(0, 8));
    assertThat(shown.code()).as(shown.error()).isEqualTo(125);
    assertThat(shown.error()).contains(key).contains("newer format").doesNotContain("\tat ");
  }

  @Test
  void argumentThatIsNotUtf8_is2() throws Exception {
    Path script = styxcache.file("call.sh", "exec \"$1\" run -- echo \"$(printf 'a\\377b')\"\n");
    ProcessBuilder builder = styxcache.builder();
    builder.command("sh", script.toString(), CommandLine.LAUNCHER.toString());
    Path error = directory.resolve("error");
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(error.toFile())
            .start();
    assertThat(CommandLine.await(process)).isEqualTo(2);
    assertThat(Files.readString(error)).contains("not UTF-8").doesNotContain("\tat ");
  }

  @Test
  void debug_showsTheStackTrace() {
    Outcome outcome = styxcache.run("run", "--debug", "-o", "../x", "--", "true");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.error()).contains("\tat dev.styxcache");
  }

  private void expectRequest(int code, String named, String request) {
    expect(code, named, styxcache.runWithInput(request, "key", "--request", "-"));
  }

  private void expect(int code, String named, String... arguments) {
    expect(code, named, styxcache.run(arguments));
  }

  private static void expect(int code, String named, Outcome outcome) {
    assertThat(outcome.code()).as(outcome.error()).isEqualTo(code);
    assertThat(outcome.error()).contains("styxcache: ").contains(named);
    assertThat(outcome.error())
        .doesNotContain("\tat ")
        .doesNotContain("Exception")
        .doesNotContain("SLF4J");
    assertThat(outcome.output()).isEmpty();
  }
}
