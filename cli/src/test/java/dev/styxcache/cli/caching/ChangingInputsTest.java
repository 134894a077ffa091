package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.RunReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that change between hashing and the end of the run. */
class ChangingInputsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void inputThatChangesDuringTheRun_isNoticed_andNothingIsStored() {
    Path input = bench.file("in.txt", "one");
    // The tool overwrites an immutable input with content of the same size.
    String script = "printf two > \"$1\"; cat \"$1\" > out.txt";

    Bench.Outputs paths =
        bench.call(bench.runner(), script).input("in.txt").output("out.txt").run();

    assertThat(paths.get("out.txt")).hasContent("two");
    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains(input.toString())
        .contains("changed while the tool ran");
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  /** Of files that were made just now no change of their directory can be told from theirs. */
  private void makeOld(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(100)));
  }

  @Test
  void inputThatGetsAHardLinkDuringTheRun_isNotChanged_andTheNextCallIsAHit() throws IOException {
    Path input = bench.file("dir/in.txt", "one");
    makeOld(Objects.requireNonNull(input.getParent()));
    for (Status status : List.of(Status.MISS, Status.HIT)) {
      Bench.Outputs paths =
          bench
              .call(bench.runner(), "ln \"$1\" out.txt")
              .input("dir/in.txt")
              .output("out.txt")
              .run();
      assertThat(paths.get("out.txt")).hasContent("one");
      assertThat(bench.events.last().status()).isEqualTo(status);
    }
    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void treeThatIsBackedUpByHardLinksDuringTheRun_isNotChanged() throws IOException {
    bench.file("tree/a/in.txt", "one");
    Path tree = Objects.requireNonNull(bench.file("tree/other", "two").getParent());
    makeOld(tree);
    makeOld(tree.resolve("a"));

    bench
        .call(bench.runner(), "cp -al \"$1\" " + directory.resolve("backup") + "; echo 1 >out")
        .input("tree")
        .output("out")
        .run();

    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void inputThatIsWrittenToUnderItsOldTime_isNoticed() throws IOException {
    Path input = bench.file("dir/in.txt", "one");
    makeOld(Objects.requireNonNull(input.getParent()));

    bench
        .call(bench.runner(), "touch -r \"$1\" t; printf two >\"$1\"; touch -r t \"$1\"; rm t")
        .input("dir/in.txt")
        .output(".")
        .run();

    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void inputThatIsExchangedDuringTheRun_andPutBack_isNoticed() throws IOException {
    Path input = bench.file("dir/in.txt", "one");
    bench.file("dir/other", "two");
    makeOld(Objects.requireNonNull(input.getParent()));

    bench
        .call(
            bench.runner(),
            "cd $(dirname \"$1\"); mv in.txt x; mv other in.txt; mv in.txt other; mv x in.txt")
        .input("dir/in.txt")
        .output(".")
        .run();

    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void outputsOutsideAnEntry_areReplacedByTheNextRun() {
    bench.file("in.txt", "one");
    bench
        .call(bench.runner(), "printf two > \"$1\"; echo wrong > out.txt")
        .input("in.txt")
        .output("out.txt")
        .run();
    bench.file("in.txt", "one");

    Bench.Outputs paths =
        bench.call(bench.runner(), "cat \"$1\" > out.txt").input("in.txt").output("out.txt").run();

    assertThat(paths.get("out.txt")).hasContent("one");
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    bench.assertNothingInProgress();
  }

  @Test
  void inputThatChangesBetweenHashingAndTheRun_isNoticed() {
    bench.file("in.txt", "one");
    Bench.Declared declared =
        bench
            .call(bench.runner(), "cat \"$1\" > out.txt")
            .input("in.txt")
            .output("out.txt")
            .declare();
    bench.file("in.txt", "two");

    declared
        .execution()
        .run(
            declared.command(),
            dev.styxcache.application.api.OutputHandler.discard(),
            dev.styxcache.application.api.OutputHandler.discard());

    assertThat(declared.paths().get("out.txt")).hasContent("two");
    bench.assertNoEntry();
  }

  @Test
  void fileAddedToAnInputDirectoryDuringTheRun_isNoticed() {
    bench.file("d/a.txt", "a");

    bench
        .call(bench.runner(), "echo b > \"$1/b.txt\"; ls \"$1\" > out.txt")
        .input("d")
        .output("out.txt")
        .run();

    assertThat(bench.events.warnings).singleElement().asString().contains("d");
    bench.assertNoEntry();
  }
}
