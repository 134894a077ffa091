package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports, and entries that other calls write to, on the command line. */
class ExportIT {

  private static final List<String> IMAGE =
      List.of("-o", "img", "--", "sh", "-c", "echo AAAA>img; echo x>other");

  @TempDir Path directory;
  private CommandLine shell;

  @BeforeEach
  void makeShell() {
    shell = new CommandLine(directory);
  }

  private Outcome run(List<String> options, List<String> call) {
    Outcome outcome =
        shell.run(
            Stream.of(Stream.of("run"), options.stream(), call.stream())
                .flatMap(all -> all)
                .toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.error()).isZero();
    return outcome;
  }

  private Path entry() {
    String line = run(List.of(), IMAGE).error().strip();
    return Path.of(line.substring(line.lastIndexOf(", ") + 2));
  }

  @Test
  void toolThatWritesToAnEntry_isNoticed_andTheNextExportIsOfANewRun() {
    Path entry = entry();
    run(
        List.of("-i", "m=" + entry.resolve("img")),
        List.of("--", "sh", "-c", "chmod u+w \"$1\"; sed -i s/A/B/g \"$1\"", "sh", "{m}"));
    assertThat(entry.resolve("img")).hasContent("BBBB");

    Outcome again = run(List.of("--export", "x"), IMAGE);

    assertThat(again.error()).contains("miss").contains("quarantined").contains("img");
    assertThat(shell.work.resolve("x/img")).hasContent("AAAA");
  }

  @Test
  void fileThatWasPutBesideAnOutput_isNotExported_andNamed() throws IOException {
    Path entry = entry();
    Files.writeString(entry.resolve("img.idx"), "by a later tool");

    Outcome hit = run(List.of("--export", "x"), List.of("--", "sh", "-c", IMAGE.get(5)));

    assertThat(hit.error()).contains("hit").contains("img.idx").contains(".quarantine");
    assertThat(shell.work.resolve("x/img")).hasContent("AAAA");
    assertThat(shell.work.resolve("x/img.idx")).doesNotExist();
    assertThat(entry.resolve("img.idx")).doesNotExist();
  }

  @Test
  void linkThatLeadsNowhere_isNoOutput() {
    for (String mode : List.of("--debug", "--no-cache")) {
      Outcome outcome = shell.run("run", mode, "-o", "b", "--", "ln", "-s", "nowhere", "b");
      assertThat(outcome.code()).as(outcome.error()).isEqualTo(125);
      assertThat(outcome.error()).contains("did not make b");
    }
  }

  @Test
  void privateFolder_staysPrivate_andLinksStayLinks() throws IOException {
    run(
        List.of("-o", "d", "-o", "l", "-o", "f", "--export", "x"),
        List.of("--", "sh", "-c", "mkdir d; chmod 700 d; echo f>f; ln -s f l"));
    assertThat(Files.getPosixFilePermissions(shell.work.resolve("x/d")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.readSymbolicLink(shell.work.resolve("x/l"))).hasToString("f");
  }

  @Test
  void times_areThoseOfTheExport_orKept() throws IOException {
    List<String> old = List.of("-o", "f", "--", "touch", "-d", "2020-01-01 00:00:00Z", "f");
    FileTime before = FileTime.fromMillis(System.currentTimeMillis() - 5000);
    run(List.of("--export", "x"), old);
    run(List.of("--export", "kept", "--preserve-times"), old);
    assertThat(Files.getLastModifiedTime(shell.work.resolve("x/f"))).isGreaterThan(before);
    assertThat(Files.getLastModifiedTime(shell.work.resolve("kept/f")))
        .isEqualTo(FileTime.from(java.time.Instant.parse("2020-01-01T00:00:00Z")));
  }

  @Test
  void exportAsLink_linksToTheEntry() throws IOException {
    Path entry = entry();
    run(List.of("--export", "x", "--export-as", "link"), IMAGE);
    assertThat(Files.readSymbolicLink(shell.work.resolve("x/img"))).isEqualTo(entry.resolve("img"));
  }

  @Test
  void exportOptions_thatMakeNoSense_areWrongUsage() {
    for (List<String> options :
        List.of(
            List.of("--preserve-times"),
            List.of("--export-as", "link"),
            List.of("--export", "x", "--export-as", "hard-link"),
            List.of("--export", "x", "--export-as", "link", "--preserve-times"))) {
      Outcome outcome =
          shell.run(
              Stream.of(Stream.of("run"), options.stream(), Stream.of("--", "touch", "ran"))
                  .flatMap(all -> all)
                  .toArray(String[]::new));
      assertThat(outcome.code()).as(outcome.error()).isEqualTo(2);
    }
    assertThat(shell.cache).doesNotExist();
  }

  @Test
  void folderInTheWay_isNamed_andNothingIsExported() throws IOException {
    Files.createDirectories(shell.work.resolve("x/img"));
    Outcome outcome =
        shell.run(
            Stream.concat(Stream.of("run", "--export", "x"), IMAGE.stream())
                .toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(125);
    assertThat(outcome.error())
        .contains("x/img")
        .contains("in the way")
        .doesNotContain("cache directory");
    try (Stream<Path> all = Files.list(shell.work.resolve("x"))) {
      assertThat(all).containsExactly(shell.work.resolve("x/img"));
    }
  }

  @Test
  void signalDuringAnExport_leavesNothingBehind() throws Exception {
    List<String> large = List.of("-o", "large", "--", "truncate", "-s", "3G", "large");
    run(List.of(), large);
    Process exporting =
        shell
            .builder(
                Stream.of(Stream.of("run", "--export", "x/y"), large.stream())
                    .flatMap(all -> all)
                    .toArray(String[]::new))
            .start();
    while (exporting.isAlive() && !isCopying()) {
      Thread.onSpinWait();
    }

    exporting.destroy();
    exporting.waitFor();

    // Unless it was done by then.
    assertThat(Files.exists(shell.work.resolve("x"), LinkOption.NOFOLLOW_LINKS))
        .isEqualTo(Files.exists(shell.work.resolve("x/y/large")));
  }

  private boolean isCopying() throws IOException {
    Path folder = shell.work.resolve("x");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.anyMatch(path -> Files.exists(path.resolve("tree/large")));
    }
  }
}
