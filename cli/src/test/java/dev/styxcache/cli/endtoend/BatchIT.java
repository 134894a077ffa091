package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code styxcache batch}, in real processes. */
class BatchIT {

  @TempDir Path directory;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openShell() {
    shell = new Shell(directory);
  }

  private static String request(String name, String script) {
    return """
        {"metadata": {"id": "1", "name": "%s", "package": "p"}, "command": ["sh", "-c", "%s"],\
         "outputs": [{"path": "o"}]}
        """
        .formatted(name, script);
  }

  @Test
  void requestsOfAnotherProgram_areRunAsTheyCome() {
    shell.file("requests", request("a", "echo a > o") + request("b", "echo b > o"));

    Result result = shell.sh("cat requests | styxcache batch - | wc -l");

    assertThat(result.out().strip()).isEqualTo("2");
    assertThat(shell.entries()).isEqualTo(2);
  }

  @Test
  void manyRequests_needOneProcess_andFewBytesEach() {
    shell.file(
        "requests",
        IntStream.range(0, 20_000)
            .mapToObj(i -> request("same", "echo a > o"))
            .collect(Collectors.joining()));

    // A request with its document, call and result takes some kilobytes: 20,000 do not fit at once.
    Result result =
        shell.with("STYXCACHE_JAVA_OPTIONS", "-Xmx64m").sh("styxcache batch requests | wc -l");

    assertThat(result.err()).contains("20000 of 20000 requests done", "19999 hits, 1 miss");
    assertThat(result.out().strip()).isEqualTo("20000");
  }

  @Test
  void interrupt_stopsTheTools_saysWhatIsDone_andTheSameAgainGoesOn() throws Exception {
    Path started = directory.resolve("started");
    shell.file(
        "requests",
        request("a", "echo a > o")
            + request("b", "echo $$ > '" + started + "'; test -e go || exec sleep 1000; echo > o")
            + request("c", "echo c > o"));
    Process process = shell.startStyxcache("batch", "-j", "1", "requests");
    while (!Files.exists(started) || Files.size(started) == 0) {
      Thread.onSpinWait();
      assertThat(process.isAlive()).isTrue();
    }
    long tool = Long.parseLong(Files.readString(started).strip());

    assertThat(shell.sh("kill -INT " + process.pid()).code()).isZero();
    Result interrupted = Shell.end(process);
    shell.file(
        "requests", Files.readString(directory.resolve("requests")).replace("test -e go", "true"));
    Result again = shell.styxcache("batch", "requests");

    assertThat(interrupted.code()).isEqualTo(130);
    assertThat(interrupted.err())
        .contains("1 of 3 requests done", "run the same again for the rest")
        .contains("interrupted; the tools that ran were stopped");
    assertThat(interrupted.out().lines()).hasSize(1);
    assertThat(ProcessHandle.of(tool).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(shell.names(".incoming")).isEmpty();
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("1 hit, 2 misses, 0 failed");
  }
}
