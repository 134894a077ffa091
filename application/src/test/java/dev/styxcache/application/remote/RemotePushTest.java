package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pushing entries to a remote store in memory, alone and against others. */
class RemotePushTest extends RemoteTierFixture {

  @Test
  void push_ofWhatIsThere_addsWhatTheFirstEntryLacks_andElseSendsNothing() throws IOException {
    pushed("one");
    store(here, "one", "two");
    RemoteTier tier = tier(here);

    assertThat(push(tier)).isInstanceOf(Push.Sent.class);
    assertThat(push(tier)).isEqualTo(new Push.Present());

    assertThat(pull(tier(there))).isInstanceOf(Pull.Fetched.class);
    assertThat(there.directoryOf(KEY).resolve("one")).hasContent("one");
    assertThat(there.directoryOf(KEY).resolve("two")).hasContent("two");
  }

  @Test
  void push_thatReplaces_leavesNothingOfTheFirstEntry() throws IOException {
    pushed("one");
    store(here, "two");

    assertThat(tier(here).push(KEY, true, warnings::add)).isInstanceOf(Push.Sent.class);

    assertThat(pull(tier(there))).isInstanceOf(Pull.Fetched.class);
    assertThat(there.directoryOf(KEY).resolve("one")).doesNotExist();
    assertThat(there.directoryOf(KEY).resolve("two")).hasContent("two");
  }

  @Test
  void push_overACorruptEntry_takesItAway_andStoresThisOne() throws IOException {
    pushed("out");
    place.garbleDescriptions();
    store(here, "out");

    assertThat(push(tier(here))).isInstanceOf(Push.Sent.class);

    assertThat(warnings).singleElement().asString().contains("corrupt");
    assertThat(pull(tier(there))).isInstanceOf(Pull.Fetched.class);
  }

  @Test
  void push_ofAnEntryThatCannotLeave_isRefused_andNotTriedAgain() throws IOException {
    store(here, "out");
    here.corrupt(KEY);
    RemoteTier tier = tier(here);
    tier.announce(KEY);

    assertThat(push(tier)).isInstanceOf(Push.Refused.class);

    assertThat(tier.pending()).isEmpty();
    here.remove(KEY);
    tier.announce(KEY);
    assertThat(push(tier)).isEqualTo(new Push.Missing());
    assertThat(tier.pending()).isEmpty();
  }

  @Test
  void pushChecked_comparesContentsWithTheirDigests() throws IOException {
    store(here, "out");
    Files.writeString(here.directoryOf(KEY).resolve("out"), "OUT");
    RemoteTier tier = tier(here);

    assertThat(tier.pushChecked(KEY, warnings::add)).isInstanceOf(Push.Refused.class);

    assertThat(place.entries()).isEmpty();
  }

  @Test
  void pushThatFails_leavesANote_untilItSucceeds() throws IOException {
    store(here, "out");
    RemoteTier tier = tier(here);
    faults = Faults.at(Step.SEND, Reach.THIS_ENTRY, "too large");

    assertThat(push(tier)).isInstanceOf(Push.Failed.class);
    assertThat(tier.pending()).containsExactly(KEY);
    assertThat(tier(here).pending()).containsExactly(KEY);

    faults = Faults.none();
    assertThat(push(tier)).isInstanceOf(Push.Sent.class);
    assertThat(tier.pending()).isEmpty();
  }

  @Test
  void pushOfAnEntryThatOthersKeepReplacing_givesUpInTheEnd() throws IOException {
    store(here, "out");
    AtomicInteger attempts = new AtomicInteger();
    RemoteTier tier =
        tier(
            here,
            new Stub() {
              @Override
              public RemotePush create(EntryExport export, ByteProgress progress) {
                attempts.incrementAndGet();
                return new RemotePush.Taken(new Lookup.Missing<>());
              }
            });

    assertThat(push(tier)).isInstanceOf(Push.Failed.class);

    assertThat(attempts).hasValueBetween(2, 100);
    assertThat(tier.pending()).containsExactly(KEY);
  }

  @Test
  void corruptEntryThatCannotBeTakenAway_isReportedOnce() throws IOException {
    store(here, "out");
    RemoteTier tier =
        tier(
            here,
            new Stub() {
              @Override
              public RemotePush create(EntryExport export, ByteProgress progress) {
                return new RemotePush.Taken(new Lookup.Corrupt<>("garbled"));
              }
            });

    Push push = push(tier);

    assertThat(push).isInstanceOf(Push.Failed.class);
    assertThat(((Push.Failed) push).reason()).contains("remove it by hand");
    assertThat(warnings).singleElement().asString().contains("garbled");
  }
}
