package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.RunReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that writes to its inputs: a hit has the same effect as a run. */
class MutableInputsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  private Status run(String script, String input) {
    bench.call(bench.runner(), script + "\n: > out").mutable(input).output("out").run();
    return bench.events.last().status();
  }

  @Test
  void hit_restoresTheFile_asTheRunLeftIt() {
    Path file = bench.file("header.txt", "before");
    assertThat(run("echo after >> \"$1\"", "header.txt")).isEqualTo(Status.MISS);
    assertThat(file).hasContent("beforeafter");
    bench.file("header.txt", "before");

    assertThat(run("echo after >> \"$1\"", "header.txt")).isEqualTo(Status.HIT);

    assertThat(file).hasContent("beforeafter");
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void hit_changesTheFileOfThisCall() {
    bench.file("first.txt", "before");
    run("echo after >> \"$1\"", "first.txt");
    Path second = bench.file("second.txt", "before");

    assertThat(run("echo after >> \"$1\"", "second.txt")).isEqualTo(Status.HIT);

    assertThat(second).hasContent("beforeafter");
    assertThat(second).isWritable();
  }

  @Test
  void hit_restoresModes() throws IOException {
    Path file = bench.file("script.sh", "echo");
    run("chmod 751 \"$1\"", "script.sh");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("chmod 751 \"$1\"", "script.sh")).isEqualTo(Status.HIT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void hit_leavesUnchangedModesAlone() throws IOException {
    Path file = bench.file("private.txt", "before");
    run("echo after >> \"$1\"", "private.txt");
    bench.file("private.txt", "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(run("echo after >> \"$1\"", "private.txt")).isEqualTo(Status.HIT);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("beforeafter");
  }

  @Test
  void hit_removesFilesThatTheRunRemoved() {
    bench.file("lock.txt", "before");
    run("rm \"$1\"", "lock.txt");
    Path file = bench.file("lock.txt", "before");

    assertThat(run("rm \"$1\"", "lock.txt")).isEqualTo(Status.HIT);

    assertThat(file).doesNotExist();
  }

  @Test
  void hit_restoresTheDirectory_asTheRunLeftIt() throws IOException {
    String script =
        "(cd \"$1\" && rm gone.txt && echo 2 > new.txt && echo 3 >> kept.txt && mkdir sub)";
    for (Status expected : new Status[] {Status.MISS, Status.HIT}) {
      Files.deleteIfExists(bench.work.resolve("d/new.txt"));
      Files.deleteIfExists(bench.work.resolve("d/sub"));
      bench.file("d/gone.txt", "gone");
      bench.file("d/kept.txt", "1\n");

      assertThat(run(script, "d")).isEqualTo(expected);

      assertThat(bench.work.resolve("d/gone.txt")).doesNotExist();
      assertThat(bench.work.resolve("d/new.txt")).hasContent("2");
      assertThat(Files.readString(bench.work.resolve("d/kept.txt"))).isEqualTo("1\n3\n");
      assertThat(bench.work.resolve("d/sub")).isEmptyDirectory();
    }
  }

  @Test
  void hit_leavesAnUnchangedFileAlone() throws IOException {
    Path file = bench.file("same.txt", "same");
    run(":", "same.txt");
    var time = Files.getLastModifiedTime(file);
    Object identity = Files.getAttribute(file, "unix:ino");

    assertThat(run(":", "same.txt")).isEqualTo(Status.HIT);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(identity);
  }
}
