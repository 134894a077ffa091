package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.domain.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that writes to its inputs is given copies, which are outputs of the entry. */
class MutableInputsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  /** Runs a script on mutable inputs, and returns the copy of the first. */
  private Path run(Status expected, String script, String... inputs) {
    Bench.Call call = bench.call(bench.runner(), script);
    for (String input : inputs) {
      call.mutable(input);
    }
    Bench.Declared declared = call.declare();
    Path copy = declared.execution().mutableCopy(Path.of(inputs[0]));
    declared.execution().run(declared.command(), OutputHandler.discard(), OutputHandler.discard());
    assertThat(bench.events.last().status()).isEqualTo(expected);
    return copy;
  }

  @Test
  void runAndHit_leaveTheInputAlone_andHaveTheChangedCopyInTheEntry() {
    Path file = bench.file("header.txt", "before");
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      Path copy = run(expected, "echo after >> \"$1\"", "header.txt");
      assertThat(copy).isEqualTo(bench.events.last().entry().orElseThrow().resolve("header.txt"));
      assertThat(copy).hasContent("beforeafter");
      assertThat(file).hasContent("before");
    }
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void hit_isOfTheContentAndTheName() {
    bench.file("a/header.txt", "before");
    bench.file("b/header.txt", "before");
    bench.file("b/other.txt", "before");
    run(Status.MISS, "echo after >> \"$1\"", "a/header.txt");
    assertThat(run(Status.HIT, "echo after >> \"$1\"", "b/header.txt")).hasContent("beforeafter");
    assertThat(run(Status.MISS, "echo after >> \"$1\"", "b/other.txt")).hasFileName("other.txt");
  }

  @Test
  void inputThatIsReadOnly_hasACopyThatTheToolCanWriteTo() throws IOException {
    Path file = bench.file("header.txt", "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

    assertThat(run(Status.MISS, "test -w \"$1\" && echo after >> \"$1\"", "header.txt"))
        .hasContent("beforeafter");
  }

  @Test
  void inputThatIsALink_isCopied_andWhatItLeadsToIsLeftAlone() throws IOException {
    Path raw = bench.file("raw/p.txt", "before");
    Files.createSymbolicLink(
        Files.createDirectory(bench.work.resolve("w")).resolve("p.txt"), Path.of("../raw/p.txt"));
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      assertThat(run(expected, "sed -i s/before/after/ \"$1\"", "w/p.txt")).hasContent("after");
      assertThat(raw).hasContent("before");
    }
  }

  @Test
  void linkToADirectory_isCopiedUnderTheNameOfTheLink() throws IOException {
    Path file = bench.file("d/x", "before");
    Files.createSymbolicLink(bench.work.resolve("l"), Path.of("d"));
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      Path copy = run(expected, "echo after > \"$1/x\"; test \"$1\" = l", "l");
      assertThat(copy.resolve("x")).hasContent("after");
      assertThat(file).hasContent("before");
    }
  }

  @Test
  void inputsOfOneName_haveTwoCopies_andOneInputHasOne() throws IOException {
    bench.file("a/x.nii.gz", "same");
    bench.file("b/x.nii.gz", "same");
    String script = "echo more >> \"$1\"; cat \"$2\" > out";
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      Path copy = run(expected, script, "a/x.nii.gz", "b/x.nii.gz");
      assertThat(copy.resolveSibling("x.nii_1.gz")).hasContent("same");
      assertThat(copy.resolveSibling("out")).hasContent("same");
    }
    String absolute = bench.work.resolve("a/x.nii.gz").toString();
    Path copy = run(Status.MISS, script, "a/x.nii.gz", absolute);
    assertThat(copy.resolveSibling("out")).hasContent("samemore");
    assertThat(copy.resolveSibling("x.nii_1.gz")).doesNotExist();
    Files.createSymbolicLink(bench.work.resolve("c"), Path.of("a"));
    run(Status.HIT, script, "a/x.nii.gz", "c/x.nii.gz");
  }

  @Test
  void directory_isCopiedWithItsLinks_andLeftAlone() throws IOException {
    Path file = bench.file("d/sub/x", "before");
    Path outside = bench.file("outside.txt", "before");
    Files.createSymbolicLink(bench.work.resolve("d/in"), bench.work.resolve("d/sub"));
    Files.createSymbolicLink(bench.work.resolve("d/out"), outside);
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      Path copy = run(expected, "echo after > \"$1/in/x\"; echo after > \"$1/out\"", "d");
      assertThat(copy.resolve("sub/x")).hasContent("after");
      assertThat(copy.resolve("out")).hasContent("after");
      assertThat(file).hasContent("before");
      assertThat(outside).hasContent("before");
    }
  }

  @Test
  void copyThatTheToolRemoves_isKnownToBeGone() {
    Path file = bench.file("lock.txt", "before");
    for (Status expected : List.of(Status.MISS, Status.HIT)) {
      assertThat(run(expected, "mv \"$1\" moved", "lock.txt")).doesNotExist();
      assertThat(file).hasContent("before");
    }
  }

  @Test
  void copy_canBeADeclaredOutput() {
    bench.file("w.txt", "b\na\n");
    for (int i = 0; i < 2; i++) {
      Bench.Outputs outputs =
          bench
              .call(bench.runner(), "sort -o \"$1\" \"$1\"")
              .mutable("w.txt")
              .output("w.txt")
              .run();
      assertThat(outputs.get("w.txt")).hasContent("a\nb");
    }
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void entryAsAMutableInput_isNotChanged() {
    bench.file("in.txt", "AAAA\n");
    Path image =
        bench
            .call(bench.runner(), "cat \"$1\" > img")
            .input("in.txt")
            .output("img")
            .run()
            .get("img");

    Path copy = run(Status.MISS, "chmod u+w \"$1\"; echo BBBB > \"$1\"", image.toString());

    assertThat(image).hasContent("AAAA");
    assertThat(copy).hasContent("BBBB");
  }

  @Test
  void inputThatChangesBeforeItIsCopied_isNotStored() throws IOException {
    Path file = bench.file("header.txt", "before");
    Bench.Call call =
        bench.call(bench.runner(), "cat \"$1\" > out").mutable("header.txt").output("out");
    Bench.Declared declared = call.declare();
    Files.writeString(file, "changed since");

    declared.execution().run(declared.command(), OutputHandler.discard(), OutputHandler.discard());

    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    assertThat(bench.events.last().reason()).contains("header.txt", "changed");
    assertThat(declared.paths().get("out")).hasContent("changed since");
    bench.assertNoEntry();
  }

  @Test
  void runPastTheCache_isGivenACopyToo() {
    Path file = bench.file("header.txt", "before");
    Runner runner =
        bench.runner(CachePolicy.defaults().withBypassTools(Set.of(Bench.TOOL.qualifiedName())));
    Bench.Declared declared =
        bench.call(runner, "echo after >> \"$1\"").mutable("header.txt").declare();
    declared.execution().run(declared.command(), OutputHandler.discard(), OutputHandler.discard());

    assertThat(declared.execution().mutableCopy(Path.of("header.txt"))).hasContent("beforeafter");
    assertThat(file).hasContent("before");
  }

  @Test
  void runnerOfVersion010_thatMakesNoCopies_isNotCached() {
    Path file = bench.file("header.txt", "before");
    Bench.Call call =
        bench
            .call(bench.builder(new InPlaceRunner()).build(), "echo after >> \"$1\"")
            .mutable("header.txt");
    Bench.Declared declared = call.declare();
    declared.execution().run(declared.command(), OutputHandler.discard(), OutputHandler.discard());

    assertThat(bench.events.last().status()).isEqualTo(Status.BYPASSED);
    assertThat(bench.events.last().reason()).contains("no copy", "header.txt");
    assertThat(file).hasContent("beforeafter");
    bench.assertNoEntry();
  }

  /** As runners were before {@link Execution#mutableCopy}. */
  private final class InPlaceRunner implements Runner {

    @Override
    public Execution startExecution(Metadata metadata) {
      Execution local = bench.base().startExecution(metadata);
      return new Execution() {
        @Override
        public String inputFile(Path hostFile, boolean resolveParent, boolean mutable) {
          return local.inputFile(hostFile, resolveParent, false);
        }

        @Override
        public Path outputFile(String localFile, boolean optional) {
          return local.outputFile(localFile, optional);
        }

        @Override
        public Map<String, ?> params(Map<String, ?> params) {
          return local.params(params);
        }

        @Override
        public void run(List<String> command, OutputHandler stdout, OutputHandler stderr) {
          local.run(command, stdout, stderr);
        }
      };
    }
  }

  @Test
  void mutableCopy_ofAnotherInput_isAnErrorOfTheCaller() {
    bench.file("in.txt", "x");
    Bench.Declared declared = bench.call(bench.runner(), ":").input("in.txt").declare();
    assertThatThrownBy(() -> declared.execution().mutableCopy(Path.of("in.txt")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in.txt");
  }

  @Test
  void inputWithANameOfTheCachesOwn_isRefused() {
    bench.file(".styxcache.json", "x");
    assertThatThrownBy(() -> bench.call(bench.runner(), ":").mutable(".styxcache.json").declare())
        .hasMessageContaining(".styxcache.json")
        .hasMessageContaining("another name");
  }
}
