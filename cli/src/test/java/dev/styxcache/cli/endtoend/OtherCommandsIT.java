package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands other than {@code run}, and the launcher, in real processes. */
class OtherCommandsIT {

  @TempDir Path directory;
  private CommandLine styxcache;

  @BeforeEach
  void setUp() {
    styxcache = new CommandLine(directory);
  }

  @Test
  void hash_printsAsB3sumDoes_andContinuesAfterABadPath() {
    styxcache.file("empty", "");
    styxcache.file("new\nline\\", "");
    Outcome outcome = styxcache.run("hash", "empty", "absent", "new\nline\\");
    String digest = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
    assertThat(outcome.text()).isEqualTo(digest + "  empty\n\\" + digest + "  new\\nline\\\\\n");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.error()).contains("absent");
  }

  @Test
  void lsAndShow_printEntries() {
    assertThat(styxcache.run("ls").text()).startsWith("KEY");
    assertThat(
            styxcache
                .run("run", "--tool", "demo/one", "-o", "o", "--", "sh", "-c", "echo 1 > o")
                .code())
        .isZero();
    assertThat(styxcache.run("run", "--tool", "demo/two", "--", "true").code()).isZero();
    assertThat(styxcache.run("ls").text().lines().skip(1))
        .hasSize(2)
        .anyMatch(line -> line.contains("demo/one") && line.contains("2 B"));
    String key = styxcache.run("key", "--tool", "demo/two", "--", "true").text().strip();
    assertThat(styxcache.run("show", key.substring(0, 10)).text())
        .contains(key)
        .contains("demo/two");
    assertThat(styxcache.run("show", "--json", key).text()).startsWith("{").contains("\"payload\"");
    assertThat(styxcache.run("show", "0123456789").code()).isIn(1);
    assertThat(styxcache.run("show", "xyz").code()).isEqualTo(2);
  }

  @Test
  void config_printsEffectiveValues_andTheirOrigins() {
    styxcache.file(
        "styxcache.toml", "[cache]\nmode = \"read-only\"\n[policy]\ninput_names = true\n");
    styxcache.set("STYXCACHE_POLICY_ENV_ALLOWLIST", "A, B");
    String text = styxcache.run("config", "-e", "C", "--refresh").text();
    assertThat(text)
        .contains("mode = \"refresh\"  # option --refresh")
        .contains("input_names = true  # " + styxcache.work + "/styxcache.toml:4")
        .contains(
            "env_allowlist = [\"A\", \"B\", \"C\"]  # environment variable"
                + " STYXCACHE_POLICY_ENV_ALLOWLIST and option --env")
        .contains("type = \"local\"  # default");
    styxcache.file("again.toml", text);
    assertThat(styxcache.run("config", "--config", "again.toml").code()).isZero();
  }

  @Test
  void doctor_findsNothing_orSaysWhatToDo() {
    Outcome sound = styxcache.run("doctor");
    assertThat(sound.code()).as(sound.text()).isZero();
    assertThat(sound.text()).contains("hasher").contains("store").doesNotContain("FAULT");
    assertThat(styxcache.run("ls", "--json").text()).as("the probe is gone").isEmpty();
    styxcache.file("file", "");
    Outcome faulty = styxcache.run("doctor", "--cache-dir", "file");
    assertThat(faulty.code()).isEqualTo(1);
    assertThat(faulty.text()).contains("FAULT").contains("--cache-dir");
  }

  @Test
  void help_ofEachCommandHasAnExample() {
    for (String command :
        new String[] {"run", "key", "hash", "ls", "show", "config", "doctor", "completion"}) {
      Outcome help = styxcache.run(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.text()).contains("Example").contains("styxcache " + command);
      assertThat(styxcache.run("--help").text()).contains(command);
    }
    assertThat(styxcache.run("--version").text()).startsWith("styxcache 0.1.0 on Java ");
  }

  @Test
  void completion_isAScriptThatBashReads() throws Exception {
    Path script = styxcache.file("completion.sh", styxcache.run("completion").text());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();
    assertThat(CommandLine.await(bash)).isZero();
    assertThat(Files.readString(script)).contains("--input-parent");
  }

  @Test
  void launcher_worksThroughLinks_andFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("a link"), CommandLine.LAUNCHER);
    Files.createDirectories(directory.resolve("bin"));
    Path second = Files.createSymbolicLink(directory.resolve("bin/styx"), Path.of("..", "a link"));
    for (Path launcher : new Path[] {link, second}) {
      ProcessBuilder builder = styxcache.builder();
      Process process = builder.command(launcher.toString(), "--version").start();
      assertThat(process.inputReader().readLine()).startsWith("styxcache ");
      assertThat(CommandLine.await(process)).isZero();
    }
  }

  @Test
  void launcher_refusesAnOldJava() throws Exception {
    Path java =
        styxcache.file("old/bin/java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    styxcache.set("JAVA_HOME", styxcache.work.resolve("old").toString());
    Outcome outcome = styxcache.run("--version");
    assertThat(outcome.code()).isEqualTo(125);
    assertThat(outcome.error()).contains("11.0.2").contains("17 or newer");
    styxcache.set("JAVA_HOME", "/no/such/java");
    assertThat(styxcache.run("--version").error()).contains("JAVA_HOME is /no/such/java");
  }
}
