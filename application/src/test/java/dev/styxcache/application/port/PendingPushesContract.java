package dev.styxcache.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.CacheKey;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** What all {@link PendingPushes} promise. */
public abstract class PendingPushesContract extends SharingContract {

  @Test
  void nothingWasNoted_nothingIsPending_andNothingIsMade() {
    assertThat(sharing().pending().list()).isEmpty();
    sharing().pending().forget(key("a"));
    assertThat(sharing().pending().list()).isEmpty();
  }

  @Test
  void whatWasNoted_isKnownToEverybody_untilItIsForgotten() {
    sharing().pending().note(key("a"));
    sharing().pending().note(key("b"));
    sharing().pending().note(key("b"));
    assertThat(sharing().pending().list()).containsExactlyInAnyOrder(key("a"), key("b"));
    assertThat(sharing().pending().list()).isSortedAccordingTo(Comparator.comparing(CacheKey::hex));

    sharing().pending().forget(key("b"));
    assertThat(sharing().pending().list()).containsExactly(key("a"));
  }

  @Test
  void whatWasNoted_isNoEntry() {
    sharing().pending().note(key("a"));
    assertAbsent("a");
    try (var entries = open().upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }
}
