package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.RunReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are reached through links and directories, which are exchanged during the run. */
class SwitchedInputsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
    bench.file("a/x.txt", "A");
    bench.file("b/x.txt", "B");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(bench.work.resolve(name), Path.of(target));
  }

  /** Runs a script in the working directory, and reads the output. */
  private String run(String input, String before, String after) {
    String read = "cat \"$1\" > \"$out/out.txt\"";
    String script =
        String.join("\n", "out=$PWD", "cd '" + bench.work + "'", before, read, after, "true");
    return bench.call(bench.runner(), script).input(input).output("out.txt").runAndRead();
  }

  @Test
  void linkToADirectory_isResolved_soThatSwitchingItDoesNotReachTheRun() throws IOException {
    link("cur", "a");

    assertThat(run("cur/x.txt", "ln -sfn b cur", "ln -sfn a cur")).isEqualTo("A");
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    assertThat(run("cur/x.txt", "ln -sfn b cur", "ln -sfn a cur")).isEqualTo("A");
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
  }

  @Test
  void directoryThatIsExchangedAndPutBack_isNoticed_andNothingIsStored() {
    assertThat(run("a/x.txt", "mv a old; mv b a", "mv a b; mv old a")).isEqualTo("B");
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    assertThat(bench.events.warnings).singleElement().asString().contains("changed while the tool");
    bench.assertNoEntry();
  }

  @Test
  void linkToAFileThatIsSwitchedAndPutBack_isNoticed_andNothingIsStored() throws IOException {
    link("x.txt", "a/x.txt");

    assertThat(run("x.txt", "ln -sfn b/x.txt x.txt", "ln -sfn a/x.txt x.txt")).isEqualTo("B");
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    bench.assertNoEntry();
  }

  @Test
  void linkBehindALink_isWatchedToo() throws IOException {
    link("cur", "a");
    link("x.txt", "cur/x.txt");

    assertThat(run("x.txt", "ln -sfn b cur", "ln -sfn a cur")).isEqualTo("B");
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    bench.assertNoEntry();
  }

  @Test
  void linkToAFile_keepsItsName() throws IOException {
    link("name.txt", "a/x.txt");
    String script = "basename \"$1\" > out.txt";

    assertThat(bench.call(bench.runner(), script).input("name.txt").output("out.txt").runAndRead())
        .isEqualTo("name.txt\n");
  }

  @Test
  void filesThatComeAndGoBesideAnInput_areNoChangeOfIt() {
    assertThat(run("a/x.txt", "touch a/y z", "rm a/y z")).isEqualTo("A");
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
  }

  @Test
  void linkToADirectory_isOneInputWithTheDirectory() throws IOException {
    link("l", "a");
    String script = "find \"$1\" -type f | wc -l | tr -d ' ' > out.txt";

    assertThat(bench.call(bench.runner(), script).input("l").output("out.txt").runAndRead())
        .isEqualTo("1\n");
    assertThat(bench.call(bench.runner(), script).input("a").output("out.txt").runAndRead())
        .isEqualTo("1\n");
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
  }
}
