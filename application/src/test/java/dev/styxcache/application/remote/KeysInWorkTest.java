package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.CacheKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeysInWorkTest {

  private static final CacheKey KEY = CacheKey.ofCanonicalText("{}");

  private Instant now = Instant.parse("2026-11-28T08:00:00Z");
  private final KeysInWork keys = new KeysInWork(() -> now);

  @Test
  void entryThatIsMadeUnderALock_isSentWhenTheLockIsLetGo_once() {
    keys.locked(KEY);
    assertThat(keys.made(KEY)).isFalse();
    assertThat(keys.made(KEY)).isFalse();

    assertThat(keys.unlocked(KEY)).isTrue();
    assertThat(keys.unlocked(KEY)).isFalse();
  }

  @Test
  void entryThatIsMadeWithoutALock_isSentAtOnce() {
    assertThat(keys.made(KEY)).isTrue();
    assertThat(keys.unlocked(KEY)).isFalse();
  }

  @Test
  void lockThatTwoBelieveToHold_countsUntilBothHaveLetItGo() {
    keys.locked(KEY);
    keys.locked(KEY);
    keys.unlocked(KEY);
    assertThat(keys.made(KEY)).isFalse();
    assertThat(keys.unlocked(KEY)).isTrue();
  }

  @Test
  void miss_isRememberedForTheSecondLookOfTheSameRun_andForNobodyElse() {
    keys.missed(KEY);
    assertThat(keys.wasMissed(KEY)).isFalse();
    keys.locked(KEY);
    assertThat(keys.wasMissed(KEY)).isTrue();
    keys.unlocked(KEY);
    keys.locked(KEY);
    assertThat(keys.wasMissed(KEY)).isFalse();
  }

  @Test
  void missThatWasLongAgo_isNotReliedOn_sinceTheLockWasWaitedFor() {
    keys.missed(KEY);
    keys.locked(KEY);
    now = now.plusSeconds(60);
    assertThat(keys.wasMissed(KEY)).isFalse();
  }

  @Test
  void entryThatWasRemovedHere_replacesTheRemoteOne_untilTheyAreOneAgain() {
    assertThat(keys.isToReplace(KEY)).isFalse();
    keys.removed(KEY);
    assertThat(keys.isToReplace(KEY)).isTrue();
    keys.settled(KEY);
    assertThat(keys.isToReplace(KEY)).isFalse();
  }
}
