package dev.styxcache.adapter.fs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.export.OutputExport.Times;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links, and other things that are not plain files, in exports. */
class ExportedLinksTest {

  @TempDir Path directory;
  private StoreOnDisk store;
  private Path target;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
    target = directory.resolve("target");
  }

  private Path entry(StoreOnDisk.Tool tool) throws IOException {
    store.store(StoreOnDisk.record("a"), tool);
    return store.entry("a");
  }

  private void export(Path source, String... names) throws IOException {
    assertThat(new OutputExport(source, List.of(names)).copyTo(target, Times.OF_EXPORT)).isEmpty();
  }

  private static void link(Path link, String to) throws IOException {
    Files.createSymbolicLink(link, Path.of(to));
  }

  private List<String> exported() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      return all.skip(1).map(path -> target.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void linkTo_makesALinkToEachOutput() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("d/e"));
              Files.writeString(output.resolve("d/e/f"), "x");
              Files.writeString(output.resolve("g"), "x");
            });
    new OutputExport(entry, List.of("d/e", "g")).linkTo(target);
    assertThat(Files.readSymbolicLink(target.resolve("d/e"))).isEqualTo(entry.resolve("d/e"));
    assertThat(Files.readSymbolicLink(target.resolve("g"))).isEqualTo(entry.resolve("g"));

    target = directory.resolve("all");
    new OutputExport(entry, List.of()).linkTo(target);
    new OutputExport(entry, List.of()).linkTo(target);
    assertThat(Files.readSymbolicLink(target.resolve("d"))).isEqualTo(entry.resolve("d"));
    assertThat(exported()).containsExactly("d", "g");
  }

  @Test
  void pipe_isLeftOut_andNamed_unlessItIsAnOutputItself() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("uncached"));
    Files.writeString(folder.resolve("f"), "x");
    Commands.run("mkfifo", folder.resolve("pipe").toString());

    assertThat(new OutputExport(folder, List.of()).copyTo(target, Times.OF_EXPORT))
        .containsExactly(folder.resolve("pipe"));
    assertThat(exported()).containsExactly("f");

    assertThatThrownBy(() -> export(folder, "pipe"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("pipe");
  }

  @Test
  void linksOfAnUncachedRun_leadWhereTheyLed_fromTheirNewPlace() throws IOException {
    Path run = directory.resolve("runs/uncached");
    Path folder = Files.createDirectories(run.resolve("d"));
    Path outside = Files.writeString(directory.resolve("outside"), "outside");
    Files.writeString(folder.resolve("f"), "x");
    link(folder.resolveSibling("absolute"), folder.resolve("f").toString());
    link(folder.resolve("relative"), "../../../outside");

    export(run);

    assertThat(Files.readSymbolicLink(target.resolve("absolute"))).hasToString("d/f");
    assertThat(target.resolve("d/relative")).hasContent("outside");
    assertThat(target.resolve("d/relative").toRealPath()).isEqualTo(outside.toRealPath());
  }

  @Test
  void nameThatIsNotUnicode_isExportedFromAnUncachedRun() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("uncached"));
    Commands.run("sh", "-c", "echo x > \"$0/$(printf 'caf\\351')\"", folder.toString());
    export(folder);
    assertThat(Commands.run("sh", "-c", "cat \"$0/$(printf 'caf\\351')\"", target.toString()))
        .isEqualTo("x\n");
  }

  @Test
  void links_stayLinks_atTheTopAndBelow_alsoThoseThatLeadNowhere() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("d"));
              Files.writeString(output.resolve("d/f"), "content");
              link(output.resolve("top"), "d/f");
              link(output.resolve("d/up"), "../top");
              link(output.resolve("to-d"), "d");
              link(output.resolve("nowhere"), "missing");
              link(output.resolve("loop"), "loop");
            });

    export(entry);

    assertThat(Files.readSymbolicLink(target.resolve("top"))).hasToString("d/f");
    assertThat(Files.readSymbolicLink(target.resolve("d/up"))).hasToString("../top");
    assertThat(Files.readSymbolicLink(target.resolve("to-d"))).hasToString("d");
    assertThat(Files.readSymbolicLink(target.resolve("nowhere"))).hasToString("missing");
    assertThat(Files.readSymbolicLink(target.resolve("loop"))).hasToString("loop");
    assertThat(target.resolve("d/up")).hasContent("content");
  }

  @Test
  void link_whoseTargetIsNotExported_becomesACopyOfIt() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("runs/3/deep"));
              Files.writeString(output.resolve("runs/3/file"), "three");
              link(output.resolve("runs/3/deep/up"), "../file");
              link(output.resolve("runs/3/out"), "../../other");
              link(output.resolve("runs/3/circle"), "../../runs/3");
              Files.writeString(output.resolve("other"), "other");
              link(output.resolve("latest"), "runs/3");
              link(output.resolve("file"), "latest/file");
              Files.createDirectories(output.resolve("d"));
              link(output.resolve("d/l"), "../other");
            });

    export(entry, "latest", "file", "d");

    assertThat(target.resolve("latest")).isDirectory();
    assertThat(Files.isSymbolicLink(target.resolve("latest"))).isFalse();
    assertThat(target.resolve("latest/file")).hasContent("three");
    assertThat(Files.readSymbolicLink(target.resolve("latest/deep/up"))).hasToString("../file");
    assertThat(target.resolve("latest/out")).isRegularFile().hasContent("other");
    assertThat(Files.isSymbolicLink(target.resolve("latest/out"))).isFalse();
    assertThat(Files.isSymbolicLink(target.resolve("latest/circle"))).isTrue();
    assertThat(target.resolve("file")).hasContent("three");
    assertThat(target.resolve("d/l")).hasContent("other");
    assertThat(Files.isSymbolicLink(target.resolve("d/l"))).isFalse();
    assertThat(target.resolve("runs")).doesNotExist();
  }

  @Test
  void outputThatIsReachedThroughALink_isExportedUnderItsName() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("real"));
              Files.writeString(output.resolve("real/f"), "f");
              link(output.resolve("d"), "real");
            });
    export(entry, "d/f");
    assertThat(exported()).containsExactly("d", "d/f");
    assertThat(target.resolve("d/f")).hasContent("f");
  }
}
