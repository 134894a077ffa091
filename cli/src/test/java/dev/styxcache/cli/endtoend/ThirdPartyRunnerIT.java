package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner from a jar, selected by its name in the configuration. */
class ThirdPartyRunnerIT {

  private static final String[] RUN = {
    "run", "-o", "note.txt", "--export", "out", "--", "no-such-tool"
  };

  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void makeShell() throws IOException {
    shell = new Shell(directory);
    Path jar =
        PluginJar.write(
            directory.resolve("clerk.jar"), RunnerProvider.class, ClerkRunnerProvider.class);
    shell.with("STYXCACHE_PLUGINS", jar.toString());
  }

  @Test
  void commandLine_usesARunnerFromAJar_withSettingsFromItsOwnTable() {
    shell.file(
        "styxcache.toml",
        "[runner]\ntype = \"clerk\"\nmemory = \"4g\"\n[runner.clerk]\ntext = \"noted\"\n");

    Result miss = shell.styxcache(RUN);
    Result hit = shell.styxcache(RUN);

    assertThat(miss.code()).as(miss.err()).isZero();
    assertThat(miss.err()).contains("styxcache: miss ");
    assertThat(directory.resolve("out/note.txt")).hasContent("noted");
    assertThat(hit.err()).contains("styxcache: hit ");
  }

  @Test
  void refusedSetting_isWrongUsage_withTheNearestName() {
    shell.file("styxcache.toml", "[runner]\ntype = \"clerk\"\n[runner.clerk]\ntxet = \"noted\"\n");

    Result result = shell.styxcache(RUN);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("\"clerk\"", "runner.clerk.txet", "the nearest valid name is \"text\"");
  }

  @Test
  void tableOfAnUnknownRunner_isAnUnknownKey() {
    shell.with("STYXCACHE_PLUGINS", "");
    shell.file("styxcache.toml", "[runner.clerk]\ntext = \"noted\"\n");

    Result result = shell.styxcache("config");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("styxcache.toml, line 1", "runner.clerk");
  }

  @Test
  void tableOfABuiltInRunner_overridesTheSection() {
    shell.file(
        "styxcache.toml",
        "[runner]\nenviron = { A = \"1\" }\n[runner.local]\nenviron = { A = \"2\" }\n");

    Result result = shell.styxcache("run", "--no-cache", "--", "sh", "-c", "echo \"$A\"");

    assertThat(result.out()).as(result.err()).isEqualTo("2\n");
  }
}
