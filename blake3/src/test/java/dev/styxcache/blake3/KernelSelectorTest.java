package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KernelSelectorTest {

  private static final long MIB = 1 << 20;

  /** The kind for much to hash: the build may be without native code. */
  private static final Kernel.Kind FASTEST =
      Kernel.Kind.NATIVE.isAvailable() ? Kernel.Kind.NATIVE : Kernel.Kind.PLAIN;

  /** The kind for some MiB. */
  private static final Kernel.Kind MIDDLE =
      Kernel.Kind.NATIVE.isAvailable() ? Kernel.Kind.NATIVE : Kernel.Kind.SCALAR;

  private final KernelSelector selector = new KernelSelector(null);

  private static Kernel.Kind afterAnnouncing(KernelSelector selector, long bytes) {
    selector.announce(bytes);
    return selector.current();
  }

  private static Kernel.Kind afterAnnouncing(long bytes) {
    return afterAnnouncing(new KernelSelector(null), bytes);
  }

  @Test
  void current_selectsTheKernelThatFinishesFirst() {
    assertThat(afterAnnouncing(0)).isEqualTo(Kernel.Kind.SCALAR);
    assertThat(afterAnnouncing(MIB / 4 - 1)).isEqualTo(Kernel.Kind.SCALAR);
    assertThat(afterAnnouncing(MIB / 4)).isEqualTo(MIDDLE);
    assertThat(afterAnnouncing(255 * MIB)).isEqualTo(MIDDLE);
    assertThat(afterAnnouncing(256 * MIB)).isEqualTo(FASTEST);
    assertThat(afterAnnouncing(4096 * MIB)).isEqualTo(FASTEST);
    assertThat(afterAnnouncing(Long.MAX_VALUE)).isEqualTo(FASTEST);
  }

  @Test
  void current_inALongLivedProcess_risesToTheFastest() {
    Kernel.Kind before = Kernel.Kind.SCALAR;
    for (int i = 0; i < 100; i++) {
      Kernel.Kind now = afterAnnouncing(selector, 16 * MIB);
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isEqualTo(FASTEST);
    for (int i = 0; i < 5; i++) {
      assertThat(afterAnnouncing(selector, Long.MAX_VALUE)).isEqualTo(FASTEST);
    }
  }

  @Test
  void wantsNative_beginsWhereItPays_andLoadsNothing() {
    assertThat(selector.wantsNative()).isFalse();
    selector.announce(MIB);
    assertThat(selector.wantsNative()).isTrue();
    assertThat(KernelSelector.always(Kernel.Kind.PLAIN).wantsNative()).isFalse();
    assertThat(KernelSelector.always(Kernel.Kind.NATIVE).wantsNative()).isTrue();
  }

  @Test
  void always_selectsItsKindWhateverIsAnnounced() {
    KernelSelector plain = KernelSelector.always(Kernel.Kind.PLAIN);

    assertThat(plain.current()).isEqualTo(Kernel.Kind.PLAIN);
    assertThat(afterAnnouncing(plain, Long.MAX_VALUE)).isEqualTo(Kernel.Kind.PLAIN);
  }

  @Test
  void announce_ofNegativeBytes_fails() {
    assertThatThrownBy(() -> selector.announce(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void auto_isOneInstancePerProcess() {
    assertThat(KernelSelector.auto()).isSameAs(KernelSelector.auto());
  }

  @Test
  void create_ofEveryAvailableKind_givesAKernelThatHashes() {
    for (Kernel.Kind kind : Kernel.Kind.values()) {
      if (kind.isAvailable()) {
        byte[] input = new byte[3000];
        assertThat(TestKernels.hex(kind.create().hash(ByteBuffer.wrap(input))))
            .as("%s", kind)
            .isEqualTo(TestKernels.reference(input));
      }
    }
  }
}
