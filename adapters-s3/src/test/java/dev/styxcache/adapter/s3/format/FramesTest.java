package dev.styxcache.adapter.s3.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final long SIZE = 2L * Frames.CONTENT_BYTES + 1;
  private static final List<Integer> LENGTHS = List.of(100, 70_000, 10);

  private static long stored() {
    return 70_110L + Frames.tableBytes(3);
  }

  @Test
  void count_andLengths_coverTheContent() {
    assertThat(Frames.count(1)).isEqualTo(1);
    assertThat(Frames.count(Frames.CONTENT_BYTES)).isEqualTo(1);
    assertThat(Frames.count(SIZE)).isEqualTo(3);
    assertThat(Frames.contentBytes(SIZE, 1)).isEqualTo(Frames.CONTENT_BYTES);
    assertThat(Frames.contentBytes(SIZE, 2)).isEqualTo(1);
  }

  @Test
  void table_isReadAsItWasWritten() {
    byte[] table = Frames.table(SIZE, LENGTHS);

    assertThat(table).hasSize(Frames.tableBytes(3));
    assertThat(Frames.lengths(SIZE, stored(), table)).isEqualTo(LENGTHS);
  }

  @Test
  void tableThatContradictsItsObject_orItsContent_isRefused() {
    byte[] table = Frames.table(SIZE, LENGTHS);
    assertRefused(SIZE, stored() + 1, table);
    assertRefused(SIZE + 1, stored(), table);
    assertRefused(SIZE + Frames.CONTENT_BYTES, stored(), table);
    assertRefused(SIZE, stored(), Arrays.copyOf(table, table.length - 1));
    for (int i = 0; i < table.length; i++) {
      byte[] changed = table.clone();
      changed[i] ^= 1;
      assertRefused(SIZE, stored(), changed);
    }
  }

  private static void assertRefused(long size, long stored, byte[] table) {
    assertThatThrownBy(() -> Frames.lengths(size, stored, table))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
