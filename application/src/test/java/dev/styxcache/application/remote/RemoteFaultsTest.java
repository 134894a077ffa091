package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a remote tier does about a remote store that fails. */
class RemoteFaultsTest extends RemoteTierFixture {

  @Test
  void remoteStoreThatIsAway_isAskedOnceAnInterval_andWarnedOfOnce() throws IOException {
    pushed("out");
    RemoteTier tier = tier(here);
    faults = Faults.always(Reach.EVERYTHING, "no network");
    int before = place.requests(Step.FIND);
    for (int i = 0; i < 5; i++) {
      assertThat(pull(tier)).isInstanceOf(Pull.Failed.class);
    }
    assertThat(place.requests(Step.FIND) - before).isEqualTo(1);

    now = now.plusSeconds(60);
    pull(tier);
    pull(tier);
    assertThat(place.requests(Step.FIND) - before).isEqualTo(2);
    assertThat(warnings).singleElement().asString().contains(PLACE, "no network");

    faults = Faults.none();
    now = now.plusSeconds(60);
    assertThat(pull(tier)).isInstanceOf(Pull.Fetched.class);
  }

  @Test
  void faultOfWriting_letsPullsThrough() throws IOException {
    pushed("out");
    store(there, "out", "more");
    RemoteTier tier = tier(there);
    faults = Faults.at(Step.DESCRIBE, Reach.WRITING, "access denied");

    assertThat(push(tier)).isInstanceOf(Push.Failed.class);
    assertThat(warnings).singleElement().asString().contains("access denied", "only read from");

    there.remove(KEY);
    assertThat(pull(tier)).isInstanceOf(Pull.Fetched.class);
    store(there, "out", "more");
    int before = place.requests(Step.DESCRIBE);
    assertThat(push(tier)).isInstanceOf(Push.Failed.class);
    assertThat(place.requests(Step.DESCRIBE)).isEqualTo(before);
  }

  @Test
  void strictUser_isNotWarned_sinceTheFailureSaysIt() {
    settings = new RemoteSettings(true, Duration.ofSeconds(60), CacheFailures.FAIL);
    faults = Faults.always(Reach.EVERYTHING, "no network");
    RemoteTier tier = tier(here);

    Pull pull = pull(tier);

    assertThat(((Pull.Failed) pull).reason()).contains(PLACE, "no network");
    assertThat(tier.isStrict()).isTrue();
    assertThat(warnings).isEmpty();
  }

  @Test
  void adapterThatThrows_isAFaultOfTheStore_andOpensTheCircuitBreaker() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Stub throwing =
        new Stub() {
          @Override
          public Lookup<RemoteEntry> find(CacheKey key) {
            asked.incrementAndGet();
            throw new IllegalStateException("a bug");
          }

          @Override
          public RemotePush create(EntryExport export, ByteProgress progress) {
            throw new UnsupportedOperationException("another bug");
          }
        };
    RemoteTier tier = tier(here, throwing);

    assertThat(pull(tier)).isInstanceOf(Pull.Failed.class);
    assertThat(pull(tier)).isInstanceOf(Pull.Failed.class);

    assertThat(asked).hasValue(1);
    assertThat(warnings).singleElement().asString().contains("a bug");
    store(here, "out");
    assertThat(push(tier(here, throwing))).isInstanceOf(Push.Failed.class);
  }

  @Test
  void entryTooLargeForMemory_isAFaultOfThatEntryAlone() {
    AtomicInteger asked = new AtomicInteger();
    RemoteTier tier =
        tier(
            here,
            new Stub() {
              @Override
              public Lookup<RemoteEntry> find(CacheKey key) {
                asked.incrementAndGet();
                throw new OutOfMemoryError("Java heap space");
              }
            });

    Pull pull = pull(tier);
    pull(tier);

    assertThat(((Pull.Failed) pull).reason()).contains("not enough memory", "Java heap space");
    assertThat(asked).as("the circuit breaker stays closed").hasValue(2);
  }

  @Test
  void close_closesTheRemoteStore() {
    AtomicBoolean closed = new AtomicBoolean();
    tier(
            here,
            new Stub() {
              @Override
              public void close() {
                closed.set(true);
              }
            })
        .close();
    assertThat(closed).isTrue();
  }

  @Test
  void entryWhoseContentsAreGone_isNeverServed() throws IOException {
    pushed("out");
    place.loseContents();

    assertThat(pull(tier(here))).isInstanceOf(Pull.Unusable.class);
    assertThat(here.find(KEY)).isEqualTo(new Lookup.Missing<>());
    assertThat(here.directoryOf(KEY)).doesNotExist();
  }
}
