package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

  private static final long MIB = 1 << 20;

  /** The fastest that the JVM of this execution has. */
  private static final KernelKind FASTEST =
      Kernels.vectorAvailable() ? KernelKind.VECTOR : KernelKind.PLAIN;

  private final KernelChoice choice = new KernelChoice();

  @Test
  void due_byHowMuchItIs_choosesWhatEndsFirst() {
    assertThat(new KernelChoice().due(0)).isEqualTo(KernelKind.SCALAR);
    assertThat(new KernelChoice().due(16 * MIB)).isEqualTo(KernelKind.SCALAR);
    assertThat(new KernelChoice().due(255 * MIB)).isEqualTo(KernelKind.SCALAR);
    assertThat(new KernelChoice().due(256 * MIB)).isEqualTo(KernelKind.PLAIN);
    assertThat(new KernelChoice().due(767 * MIB)).isEqualTo(KernelKind.PLAIN);
    assertThat(new KernelChoice().due(4096 * MIB)).isEqualTo(FASTEST);
    assertThat(new KernelChoice().due(Long.MAX_VALUE)).isEqualTo(FASTEST);
  }

  @Test
  void due_inAProcessThatLivesLong_comesToTheFastest() {
    KernelKind before = KernelKind.SCALAR;
    for (int i = 0; i < 100; i++) {
      KernelKind now = choice.due(16 * MIB);
      assertThat(now).isGreaterThanOrEqualTo(before);
      assertThat(choice.current()).isEqualTo(now);
      before = now;
    }
    assertThat(before).isEqualTo(FASTEST);
    for (int i = 0; i < 5; i++) {
      assertThat(choice.due(Long.MAX_VALUE)).isEqualTo(FASTEST);
    }
  }

  @Test
  void due_whereVectorsAreCompiledEarly_comesToThemSooner() {
    choice.expectEarlyVectors();

    assertThat(choice.due(319 * MIB)).isEqualTo(KernelKind.SCALAR);
    assertThat(choice.due(MIB)).isEqualTo(FASTEST);
  }

  @Test
  void due_ofLessThanNothing_isRefused() {
    assertThatThrownBy(() -> choice.due(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void auto_isOneForTheProcess() {
    assertThat(KernelChoice.auto()).isSameAs(KernelChoice.auto());
  }

  @Test
  void create_ofEveryAvailableKind_makesAKernelThatHashes() {
    for (KernelKind kind : KernelKind.values()) {
      if (kind.isAvailable()) {
        byte[] input = new byte[3000];
        assertThat(TestKernels.hex(kind.create().hash(ByteBuffer.wrap(input))))
            .as("%s", kind)
            .isEqualTo(TestKernels.reference(input));
      }
    }
  }
}
