package dev.styxcache.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputHandlerTest {

  private static final long SEED = 20261123L;

  private final List<String> lines = new ArrayList<>();
  private final OutputHandler handler = OutputHandler.lines(lines::add);

  @Test
  void lines_whenALineComesInPieces_handsItOnOnceAsAWhole() {
    accept("one");
    accept("two");
    assertThat(lines).isEmpty();
    accept("\nthree");
    assertThat(lines).containsExactly("onetwo");
    handler.end();
    assertThat(lines).containsExactly("onetwo", "three");
  }

  @Test
  void lines_whenAPieceHasManyLines_handsOnEachAsItIsComplete() {
    accept("a\n\nb\n");
    assertThat(lines).containsExactly("a", "", "b");
    handler.end();
    assertThat(lines).containsExactly("a", "", "b");
  }

  @Test
  void lines_whenNothingCame_handsOnNothing() {
    handler.end();
    assertThat(lines).isEmpty();
  }

  @Test
  void lines_whenALineEndsInCarriageReturnAndLineFeed_keepsTheCarriageReturn() {
    accept("dos\r\nprogress\rmore\n");
    assertThat(lines).containsExactly("dos\r", "progress\rmore");
  }

  @Test
  void lines_whenACharacterIsCutByAPiece_putsItTogether() {
    byte[] brain = "🧠\n".getBytes(StandardCharsets.UTF_8);
    for (byte b : brain) {
      handler.accept(new byte[] {b}, 0, 1);
    }
    assertThat(lines).containsExactly("🧠");
  }

  @Test
  void lines_whenBytesAreNotUtf8_showsThatAndLosesNoOtherByte() {
    handler.accept(new byte[] {'a', (byte) 0xff, 'b', '\n', 'c', '\n'}, 0, 6);
    assertThat(lines).containsExactly("a\ufffdb", "c");
  }

  @Test
  void lines_whenThePieceIsWithinALargerBuffer_readsOnlyThePiece() {
    byte[] buffer = "xx1\n2\nyy".getBytes(StandardCharsets.UTF_8);
    handler.accept(buffer, 2, 4);
    Arrays.fill(buffer, (byte) '?');
    handler.end();
    assertThat(lines).containsExactly("1", "2");
  }

  @Test
  void lines_whenALineHas100MB_handsItOnAsAWhole() {
    List<Integer> lengths = new ArrayList<>();
    OutputHandler measuring = OutputHandler.lines(line -> lengths.add(line.length()));
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    for (int i = 0; i < 100; i++) {
      measuring.accept(piece, 0, piece.length);
    }
    measuring.accept(new byte[] {'\n', 'a', '\n'}, 0, 3);
    measuring.end();
    assertThat(lengths).containsExactly(100 << 20, 1);
  }

  @Test
  void lines_whereverTheStreamIsCut_areTheSame() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(400)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(6) == 0 ? (byte) '\n' : (byte) ('a' + random.nextInt(26));
      }
      List<String> got = new ArrayList<>();
      OutputHandler cut = OutputHandler.lines(got::add);
      for (int from = 0; from < bytes.length; ) {
        int length = 1 + random.nextInt(bytes.length - from);
        cut.accept(bytes, from, length);
        from += length;
      }
      cut.end();
      assertThat(got)
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(new String(bytes, StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void lines_whenTheReceiverThrows_letsItThrough() {
    IllegalStateException thrown = new IllegalStateException("enough");
    OutputHandler throwing =
        OutputHandler.lines(
            line -> {
              throw thrown;
            });
    assertThatThrownBy(() -> throwing.accept(new byte[] {'\n'}, 0, 1)).isSameAs(thrown);
  }

  @Test
  void discard_takesEverything() {
    OutputHandler discard = OutputHandler.discard();
    discard.accept(new byte[] {1, 2, 3}, 1, 2);
    discard.end();
    assertThat(lines).isEmpty();
  }

  private void accept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    handler.accept(bytes, 0, bytes.length);
  }
}
