package dev.styxcache.cli.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.cli.calls.Caller.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of the command line whose tools run in a sandbox. */
class SandboxedCallsTest {

  @TempDir Path directory;
  private Caller caller;

  @BeforeEach
  void requireSandbox() {
    caller = new Caller(directory).with("STYXCACHE_RUNNER_SANDBOX", "bubblewrap");
    Result probe = caller.call("run", "--no-cache", "--", "true");
    if (System.getenv("STYX_TESTS_REQUIRE") == null) {
      assumeTrue(probe.code() == 0, probe.err());
    }
    assertThat(probe.code()).as(probe.err()).isZero();
  }

  @Test
  void undeclaredFile_isToldOf_andIsNotThere() {
    Path hidden = caller.file("hidden.txt", "x");

    Result result = caller.call("run", "--", "cat", hidden.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("add -i " + hidden).contains("No such file");
  }

  @Test
  void mutableInput_isACopy_andTheOriginalStays() {
    Path original = caller.file("m.txt", "one");

    Result result =
        caller.call(
            "run",
            "--mutable",
            "m=m.txt",
            "-o",
            "o",
            "--",
            "sh",
            "-c",
            "echo two >>\"$1\"; cat \"$1\" >o; cat o",
            "sh",
            "{m}");

    assertThat(result.out()).as(result.err()).isEqualTo("onetwo\n");
    assertThat(original).hasContent("one");
  }

  @Test
  void standardInput_reachesTheTool() {
    Result result =
        caller.call(new ByteArrayInputStream(new byte[] {'a', 'b'}), "run", "--stdin", "--", "cat");

    assertThat(result.out()).isEqualTo("ab");
  }

  @Test
  void linkToADirectory_isThatDirectory() throws IOException {
    caller.file("d/x", "1");
    Files.createSymbolicLink(caller.work.resolve("l"), Path.of("d"));

    assertThat(caller.call("run", "-i", "in=l", "--", "cat", "{in}/x").out()).isEqualTo("1");
  }

  @Test
  void doctor_saysThatItWorks() {
    assertThat(caller.call("doctor").out()).contains("bubblewrap works");
  }
}
