package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.domain.key.CacheKey;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link PendingPushes} promise. */
public abstract class PendingPushesContract extends SharingContract {

  private static final String PLACE = "s3://lab-cache/styx/";

  @Test
  void nothingWasNoted_nothingIsPending_andNothingIsMade() {
    assertThat(sharing().pending().list(PLACE)).isEmpty();
    sharing().pending().forget(PLACE, key("a"));
    assertThat(sharing().pending().list(PLACE)).isEmpty();
  }

  @Test
  void whatWasNoted_isKnownToEverybody_untilItIsForgotten() {
    sharing().pending().note(PLACE, key("a"));
    sharing().pending().note(PLACE, key("b"));
    sharing().pending().note(PLACE, key("b"));
    assertThat(sharing().pending().list(PLACE)).containsExactlyInAnyOrder(key("a"), key("b"));
    assertThat(sharing().pending().list(PLACE))
        .isSortedAccordingTo(Comparator.comparing(CacheKey::hex));

    sharing().pending().forget(PLACE, key("b"));
    assertThat(sharing().pending().list(PLACE)).containsExactly(key("a"));
  }

  @Test
  void whatIsToBeSentToOnePlace_isNotToBeSentToAnother_whateverTheyAreCalled() {
    for (String other : List.of("s3://other/", "s3://lab-cache/styx/2/", "..", "", "a\0b")) {
      sharing().pending().note(PLACE, key("a"));
      assertThat(sharing().pending().list(other)).isEmpty();
      sharing().pending().note(other, key("a"));
      sharing().pending().note(other, key("b"));
      sharing().pending().forget(other, key("a"));
      assertThat(sharing().pending().list(PLACE)).containsExactly(key("a"));
      assertThat(sharing().pending().list(other)).containsExactly(key("b"));
    }
  }

  @Test
  void whatWasNoted_isNoEntry() {
    sharing().pending().note(PLACE, key("a"));
    assertAbsent("a");
    try (var entries = open().upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }
}
