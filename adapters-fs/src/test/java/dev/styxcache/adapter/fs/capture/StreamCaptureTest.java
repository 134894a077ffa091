package dev.styxcache.adapter.fs.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.domain.manifest.CapturedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamCaptureTest {

  @TempDir Path directory;

  private Path lines() {
    return directory.resolve("lines.gz");
  }

  private Path raw() {
    return directory.resolve("raw.gz");
  }

  @Test
  void aLineOf100Megabytes_isCapturedAndReplayed_inLittleMemory() throws IOException {
    StreamCapture capture = new StreamCapture(lines(), raw());
    byte[] piece = new byte[1 << 16];
    CRC32 written = new CRC32();
    long allocated = allocated();
    for (int i = 0; i < 1600; i++) {
      java.util.Arrays.fill(piece, (byte) ('a' + i % 26));
      if (i == 800) {
        piece[0] = (byte) 0xff;
      }
      written.update(piece);
      capture.accept(piece, 0, piece.length);
    }
    CapturedStream stream = capture.finish();
    assertThat(stream).isEqualTo(new CapturedStream(1600L * piece.length, false, false));

    CRC32 read = new CRC32();
    OutputHandler checksum = (buffer, offset, length) -> read.update(buffer, offset, length);
    CaptureReplay.replay(raw(), stream, checksum);
    assertThat(read.getValue()).isEqualTo(written.getValue());
    assertThat(allocated() - allocated).as("bytes allocated").isLessThan(20_000_000);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void bytesThatAreNotUtf8_areReplaced_whereverThePiecesEnd() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Path folder = Files.createDirectory(directory.resolve("r" + round));
      StreamCapture capture =
          new StreamCapture(folder.resolve("lines.gz"), folder.resolve("raw.gz"));
      byte[] bytes = mixed(random);
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(1 + random.nextInt(5), bytes.length - at);
        capture.accept(bytes, at, length);
        at += length;
      }
      CapturedStream stream = capture.finish();
      String expected = new String(bytes, UTF_8);
      String terminated = bytes.length > 0 && !stream.terminated() ? expected + "\n" : expected;
      StringBuilder found = new StringBuilder();
      CaptureReplay.replayLines(
          folder.resolve("lines.gz"),
          (buffer, offset, length) -> found.append(new String(buffer, offset, length, UTF_8)));
      assertThat(found).as("round %s", round).hasToString(terminated);
      assertThat(replayedFromMemory(folder, stream)).as("round %s", round).isEqualTo(bytes);
      assertThat(stream.exactUtf8())
          .isEqualTo(java.util.Arrays.equals(expected.getBytes(UTF_8), bytes));
    }
  }

  private static byte[] replayedFromMemory(Path folder, CapturedStream stream) throws IOException {
    Path file = folder.resolve(stream.exactUtf8() ? "lines.gz" : "raw.gz");
    SmallCapture small = SmallCapture.read(file, Files.size(file));
    assertThat(small.isTruncated(stream)).isFalse();
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    small.replay(stream, found::write);
    return found.toByteArray();
  }

  /** Text with UTF-8 sequences of all lengths, and occasional invalid bytes. */
  private static byte[] mixed(Random random) {
    String[] parts = {"a", "\n", "\u00e5", "\u20ac", "\ud83e\udde0", "\r\n", "\u0000"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void captureWhoseFileCannotBeMade_isQuiet_untilItIsFinished() throws IOException {
    Files.createDirectory(lines());
    StreamCapture capture = new StreamCapture(lines(), raw());
    capture.accept(new byte[] {'x'}, 0, 1);
    capture.accept(new byte[] {'y'}, 0, 1);
    capture.end();
    assertThatThrownBy(capture::finish).isInstanceOf(IOException.class);
    capture.abandon();
    capture.abandon();
  }

  @Test
  void replay_whenTheManifestSpeaksOfAnotherLength_fails() throws IOException {
    StreamCapture capture = new StreamCapture(lines(), raw());
    capture.accept(new byte[] {'x', '\n'}, 0, 2);
    assertThat(capture.finish()).isEqualTo(new CapturedStream(2, true, true));
    for (CapturedStream wrong :
        new CapturedStream[] {
          new CapturedStream(1, true, true),
          new CapturedStream(3, true, true),
          new CapturedStream(2, false, true)
        }) {
      assertThat(CaptureReplay.isTruncated(lines(), Files.size(lines()), wrong)).isTrue();
      assertThatThrownBy(() -> CaptureReplay.replay(lines(), wrong, OutputHandler.discard()))
          .isInstanceOf(IOException.class);
      SmallCapture small = SmallCapture.read(lines(), Files.size(lines()));
      assertThat(small.isTruncated(wrong)).isEqualTo(wrong.exactUtf8());
      assertThatThrownBy(() -> small.replay(wrong, OutputHandler.discard()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void captureOfNothing_isReplayedWithoutUnpacking_butNotWhereAByteOfItIsWrong()
      throws IOException {
    CapturedStream nothing = new StreamCapture(lines(), raw()).finish();
    byte[] content = Files.readAllBytes(lines());
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    SmallCapture.read(lines(), content.length).replay(nothing, found::write);
    assertThat(found.size()).isZero();
    // The other bytes do not depend on the content.
    for (int place : new int[] {0, 1, 2, 10, 12, 15, 16, 19}) {
      byte[] wrong = content.clone();
      wrong[place] ^= 0x40;
      Path file = Files.write(directory.resolve("wrong" + place), wrong);
      SmallCapture small = SmallCapture.read(file, wrong.length);
      assertThatThrownBy(() -> small.replay(nothing, OutputHandler.discard()))
          .as("byte %s", place)
          .isInstanceOf(IOException.class);
    }
  }
}
