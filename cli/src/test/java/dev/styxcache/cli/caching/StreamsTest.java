package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool's streams: live, captured, replayed. */
class StreamsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  /** Runs twice, and returns the output of each call. */
  private List<byte[]> runAndHit(String script) {
    List<byte[]> received = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bench.call(bench.runner(), script).stdout(bytes::write).output(".").run();
      received.add(bytes.toByteArray());
    }
    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.events.last().status()).isEqualTo(Status.HIT);
    return received;
  }

  @Test
  void lines_areStreamedLive() {
    Path seen = directory.resolve("seen");
    List<String> lines = new ArrayList<>();

    // The tool does not go on until its first line has arrived here, so that this test hangs if
    // lines are held back.
    bench
        .call(
            bench.runner(),
            "echo first; until [ -e '" + seen + "' ]; do sleep 0.01; done; echo second")
        .stdout(
            OutputHandler.lines(
                line -> {
                  lines.add(line);
                  touch(seen);
                }))
        .output(".")
        .run();

    assertThat(lines).containsExactly("first", "second");
  }

  @Test
  void bothStreams_areCapturedAndReplayed() {
    for (int i = 0; i < 2; i++) {
      List<String> out = new ArrayList<>();
      List<String> err = new ArrayList<>();
      bench
          .call(bench.runner(), "echo one; echo två; echo warn >&2")
          .stdout(OutputHandler.lines(out::add))
          .stderr(OutputHandler.lines(err::add))
          .output(".")
          .run();
      assertThat(out).containsExactly("one", "två");
      assertThat(err).containsExactly("warn");
    }
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNotUtf8_surviveExactly() {
    byte[] expected = {'a', (byte) 0xff, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82, '\n'};

    assertThat(runAndHit("printf 'a\\377\\303\\n\\342\\202\\n'"))
        .containsExactly(expected, expected);
  }

  @Test
  void carriageReturns_surviveExactly() {
    byte[] expected = "a\r\nb\rc\n".getBytes(StandardCharsets.UTF_8);

    assertThat(runAndHit("printf 'a\\r\\nb\\rc\\n'")).containsExactly(expected, expected);
  }

  @Test
  void lastLineWithoutAnEnd_survivesExactly() {
    byte[] expected = "a\nb".getBytes(StandardCharsets.UTF_8);

    assertThat(runAndHit("printf 'a\\nb'")).containsExactly(expected, expected);
  }

  @Test
  void emptyOutput_isReplayed() {
    assertThat(runAndHit(":")).allSatisfy(bytes -> assertThat(bytes).isEmpty());
  }

  @Test
  void lineOf100Megabytes_survives() {
    String script = "head -c 100000000 /dev/zero | tr '\\0' x; echo";
    for (int i = 0; i < 2; i++) {
      AtomicLong xs = new AtomicLong();
      AtomicLong others = new AtomicLong();
      bench
          .call(bench.runner(), script)
          .stdout(
              (buffer, offset, length) -> {
                for (int at = offset; at < offset + length; at++) {
                  (buffer[at] == 'x' ? xs : others).incrementAndGet();
                }
              })
          .output(".")
          .run();
      assertThat(xs).hasValue(100_000_000);
      assertThat(others).hasValue(1);
    }
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void handlerThatThrows_endsTheRunCleanly() {
    IllegalStateException thrown = new IllegalStateException("no more, please");

    assertThatThrownBy(
            () ->
                bench
                    .call(bench.runner(), "echo line; exec sleep 1000")
                    .stdout(
                        (buffer, offset, length) -> {
                          throw thrown;
                        })
                    .output(".")
                    .run())
        .isSameAs(thrown);

    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  @Test
  void handlerThatThrowsOnAHit_leavesTheEntryAsItIs() {
    bench.call(bench.runner(), "echo line").output(".").run();
    IllegalStateException thrown = new IllegalStateException("no more, please");

    assertThatThrownBy(
            () ->
                bench
                    .call(bench.runner(), "echo line")
                    .stdout(
                        (buffer, offset, length) -> {
                          throw thrown;
                        })
                    .output(".")
                    .run())
        .isSameAs(thrown);

    bench.call(bench.runner(), "echo line").output(".").run();
    assertThat(bench.runs()).isEqualTo(1);
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
