package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote store from a jar, selected by its name in the configuration. */
class ThirdPartyRemoteIT {

  private static final String[] RUN = {"run", "-o", "n.txt", "--", "sh", "-c", "date +%N > n.txt"};

  @TempDir Path directory;
  private Path jar = Path.of("");
  private Path share = Path.of("");

  @BeforeEach
  void makeJar() throws IOException {
    share = Files.createDirectory(directory.resolve("share"));
    jar =
        PluginJar.write(
            directory.resolve("folder.jar"), RemoteStoreProvider.class, FolderRemoteProvider.class);
  }

  private Shell machine(String name, String type) throws IOException {
    Shell shell = new Shell(Files.createDirectories(directory.resolve(name)));
    shell.with("STYXCACHE_PLUGINS", jar.toString());
    shell.file(
        "styxcache.toml",
        "[store]\ntype = \""
            + type
            + "\"\n[store.folder]\npath = \""
            + share
            + "\"\npush = true\n");
    return shell;
  }

  @Test
  void machinesShareEntries_andSwitchingTheStoreIsOneLine() throws IOException {
    Shell alone = machine("alone", "fs");
    assertThat(alone.styxcache(RUN).err()).contains("styxcache: miss ");
    try (Stream<Path> files = Files.list(share)) {
      assertThat(files).isEmpty();
    }

    Result miss = machine("here", "folder").styxcache(RUN);
    Result hit = machine("there", "folder").styxcache(RUN);
    Result doctor = machine("there", "folder").styxcache("doctor");

    assertThat(miss.err()).contains("styxcache: miss ").doesNotContain("warning");
    assertThat(hit.code()).as(hit.err()).isZero();
    assertThat(hit.err()).contains("styxcache: hit ").doesNotContain("warning");
    assertThat(doctor.out()).containsPattern("ok +shared store +it is a folder");
  }

  @Test
  void corruptRemoteContent_isAMiss_andIsRepaired() throws IOException {
    machine("here", "folder").styxcache(RUN);
    try (Stream<Path> files = Files.list(share)) {
      for (Path path :
          files.filter(p -> p.getFileName().toString().startsWith("content-")).toList()) {
        byte[] content = Files.readAllBytes(path);
        content[content.length / 2] ^= 1;
        Files.delete(path);
        Files.write(path, content);
      }
    }

    Result miss = machine("there", "folder").styxcache(RUN);

    assertThat(miss.code()).as(miss.err()).isZero();
    assertThat(miss.err()).contains("styxcache: miss ", "warning: the entry ", "corrupt");
  }

  @Test
  void refusedSetting_isWrongUsage_withTheStoresMessage() throws IOException {
    Shell shell = machine("here", "folder");
    shell.file(
        "styxcache.toml", "[store]\ntype = \"folder\"\n[store.folder]\npush = 1\npath = \"x\"\n");
    Result push = shell.styxcache(RUN);
    shell.file("styxcache.toml", "[store]\ntype = \"folder\"\n[store.folder]\nlabel = \"x\"\n");
    Result label = shell.styxcache(RUN);

    assertThat(push.code()).isEqualTo(2);
    assertThat(push.err()).contains("store.folder.push");
    assertThat(label.code()).isEqualTo(2);
    assertThat(label.err()).contains("store.folder has one setting, path");
  }
}
