package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TreeMergeTest {

  private static final long SEED = 20261126;
  private static final int SUBTREE = Kernel.SUBTREE_BYTES;
  private static final int SUBTREE_CHUNKS = SUBTREE / 1024;

  @Test
  void digest_doesNotDependOnTheOrderOfSubtrees() {
    Random random = new Random(SEED);
    for (int subtrees = 2; subtrees <= 9; subtrees++) {
      for (int rest : new int[] {1, 1 + random.nextInt(SUBTREE), SUBTREE}) {
        byte[] input = new byte[(subtrees - 1) * SUBTREE + rest];
        random.nextBytes(input);
        TreeMerge merge = new TreeMerge(input.length);
        List<Long> order = new ArrayList<>(LongStream.range(0, merge.subtrees()).boxed().toList());
        Collections.shuffle(order, random);
        for (long index : order) {
          add(merge, input, index);
        }
        byte[] digest = new byte[40];
        merge.digest(digest, 8);

        assertThat(TestKernels.hex(digest))
            .as("seed %s, %s bytes, order %s", SEED, input.length, order)
            .isEqualTo("00".repeat(8) + TestKernels.reference(input));
      }
    }
  }

  private static void add(TreeMerge merge, byte[] input, long index) {
    int from = (int) index * SUBTREE;
    ByteBuffer data = ByteBuffer.wrap(input, from, Math.min(SUBTREE, input.length - from));
    int[] cv = new int[11];
    Kernel.Kind.SCALAR.create().subtree(data, index * SUBTREE_CHUNKS, cv, 3);
    merge.add(index, cv, 3);
  }

  @Test
  void digest_ofAnInputOfManySubtrees_doesNotDependOnTheirOrder() {
    int[] cvs = new Random(SEED).ints(1000 * 8).toArray();
    List<Long> order = new ArrayList<>(LongStream.range(0, 1000).boxed().toList());
    byte[] first = merged(order, cvs);
    Collections.reverse(order);
    assertThat(merged(order, cvs)).isEqualTo(first);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(order, new Random(SEED + i));
      assertThat(merged(order, cvs)).as("seed %s", SEED + i).isEqualTo(first);
    }
  }

  private static byte[] merged(List<Long> order, int[] cvs) {
    TreeMerge merge = new TreeMerge(1000L * SUBTREE);
    order.forEach(index -> merge.add(index, cvs, (int) (index * 8)));
    byte[] digest = new byte[32];
    merge.digest(digest, 0);
    return digest;
  }

  @Test
  void subtrees_countsTheLastOneAtAnyLength() {
    assertThat(new TreeMerge(SUBTREE + 1).subtrees()).isEqualTo(2);
    assertThat(new TreeMerge(2L * SUBTREE).subtrees()).isEqualTo(2);
    assertThat(new TreeMerge(2L * SUBTREE + 1).subtrees()).isEqualTo(3);
    assertThat(new TreeMerge(Long.MAX_VALUE).subtrees()).isEqualTo(1L << 43);
  }

  @Test
  void digest_whenASubtreeIsMissing_isRefused() {
    TreeMerge merge = new TreeMerge(3L * SUBTREE);
    merge.add(0, new int[8], 0);
    merge.add(2, new int[8], 0);
    assertThatThrownBy(() -> merge.digest(new byte[32], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void add_ofTheSameSubtreeTwice_isRefused() {
    TreeMerge merge = new TreeMerge(3L * SUBTREE);
    merge.add(0, new int[8], 0);
    assertThatThrownBy(() -> merge.add(0, new int[8], 0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void add_ofASubtreeOutsideTheInput_isRefused() {
    TreeMerge merge = new TreeMerge(3L * SUBTREE);
    assertThatThrownBy(() -> merge.add(3, new int[8], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new TreeMerge(SUBTREE)).isInstanceOf(IllegalArgumentException.class);
  }
}
