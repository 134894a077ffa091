package dev.styxcache.adapter.runner.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastLinesTest {

  private static final long SEED = 20261124L;

  @Test
  void lines_areTheLastOnes() {
    LastLines tail = new LastLines(3);
    accept(tail, "1\n2\n3\n");
    assertThat(tail.lines()).containsExactly("1", "2", "3");
    accept(tail, "4\n");
    assertThat(tail.lines()).containsExactly("2", "3", "4");
    accept(tail, "unfini");
    accept(tail, "shed");
    assertThat(tail.lines()).containsExactly("3", "4", "unfinished");
    accept(tail, "\r\n\n");
    assertThat(tail.lines()).containsExactly("4", "unfinished", "");
  }

  @Test
  void lines_whenNothingCame_areNone() {
    assertThat(new LastLines(3).lines()).isEmpty();
  }

  @Test
  void lines_whereverTheStreamIsCut_areTheSame() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      int rarity = 1 + random.nextInt(8);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(rarity) == 0 ? (byte) '\n' : (byte) ('a' + random.nextInt(26));
      }
      LastLines tail = new LastLines(5);
      for (int from = 0; from < bytes.length; ) {
        int length = 1 + random.nextInt(bytes.length - from);
        tail.accept(bytes, from, length);
        from += length;
      }
      List<String> all = new String(bytes, UTF_8).lines().toList();
      assertThat(tail.lines())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(all.subList(Math.max(0, all.size() - 5), all.size()));
    }
  }

  @Test
  void lines_whenOneIsLong_areAbridgedInTheMiddle() {
    LastLines tail = new LastLines(2);
    byte[] piece = new byte[1 << 16];
    Arrays.fill(piece, (byte) '.');
    accept(tail, "begin");
    for (int i = 0; i < 100; i++) {
      tail.accept(piece, 0, piece.length);
    }
    accept(tail, "end\nnext");
    long leftOut = 100L * (1 << 16) + "beginend".length() - 2L * LineExcerpt.END_BYTES;
    assertThat(tail.lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("begin...")
                    .endsWith("...end")
                    .contains("[… " + leftOut + " bytes …]")
                    .hasSizeLessThan(2 * LineExcerpt.END_BYTES + 50),
            line -> assertThat(line).isEqualTo("next"));
  }

  @Test
  void text_whateverTheLength_keepsBothEnds() {
    Random random = new Random(SEED);
    for (int length :
        new int[] {0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 12288, 12289, 20000, 70000}) {
      byte[] line = new byte[length];
      for (int i = 0; i < length; i++) {
        line[i] = (byte) ('a' + random.nextInt(26));
      }
      LineExcerpt excerpt = new LineExcerpt();
      for (int from = 0; from < length; ) {
        int count = Math.min(length - from, 1 + random.nextInt(9000));
        excerpt.append(line, from, count);
        from += count;
      }
      String whole = new String(line, UTF_8);
      String expected =
          length <= 8192
              ? whole
              : whole.substring(0, 4096)
                  + " [… "
                  + (length - 8192)
                  + " bytes …] "
                  + whole.substring(length - 4096);
      assertThat(excerpt.text()).as("seed %d, length %d", SEED, length).isEqualTo(expected);
    }
  }

  @Test
  void text_whenTheCutGoesThroughACharacter_leavesThatOut() {
    for (int shift = 0; shift < 4; shift++) {
      LineExcerpt excerpt = new LineExcerpt();
      byte[] line = ("x".repeat(shift) + "🧠".repeat(5000)).getBytes(UTF_8);
      excerpt.append(line, 0, line.length);
      assertThat(excerpt.text()).doesNotContain("\ufffd").startsWith("x".repeat(shift) + "🧠");
      assertThat(excerpt.text()).endsWith("🧠");
    }
  }

  @Test
  void text_whenBytesAreNotUtf8_showsThat() {
    LineExcerpt excerpt = new LineExcerpt();
    excerpt.append(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
    assertThat(excerpt.text()).isEqualTo("a\ufffdb");
  }

  private static void accept(LastLines tail, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    tail.accept(bytes, 0, bytes.length);
  }
}
