package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pulling entries into the local store, from a remote store in memory. */
class RemotePullTest extends RemoteTierFixture {

  @Test
  void pull_bringsAnEntryHere_andThenFindsItPresent() throws IOException {
    pushed("out");
    RemoteTier tier = tier(here);

    assertThat(pull(tier)).isInstanceOf(Pull.Fetched.class);

    assertThat(here.directoryOf(KEY).resolve("out")).hasContent("out");
    assertThat(pull(tier)).isEqualTo(new Pull.Present());
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
  }

  @Test
  void pullByEightThreads_downloadsOnce() throws Exception {
    pushed("out");
    RemoteTier tier = tier(here);
    int count = 8;
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<Pull>> pulls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pulls.add(
            threads.submit(
                () -> {
                  start.await();
                  return pull(tier);
                }));
      }
      int fetched = 0;
      for (Future<Pull> pull : pulls) {
        fetched += pull.get() instanceof Pull.Fetched ? 1 : 0;
      }
      assertThat(fetched).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
  }

  @Test
  void interruptWhileAnotherThreadPulls_endsTheWait() throws Exception {
    CountDownLatch pulling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    RemoteTier tier =
        tier(
            here,
            new Stub() {
              @Override
              public Lookup<RemoteEntry> find(CacheKey key) {
                pulling.countDown();
                try {
                  assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                return new Lookup.Missing<>();
              }
            });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<Pull> first = threads.submit(() -> pull(tier));
      assertThat(pulling.await(30, TimeUnit.SECONDS)).isTrue();
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> pull(tier)).isInstanceOf(RunInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      go.countDown();
      assertThat(first.get()).isEqualTo(new Pull.Missing());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void miss_countsForAMinute_forTheSecondLookAlone() {
    RemoteTier tier = tier(here);
    assertThat(pull(tier)).isEqualTo(new Pull.Missing());
    assertThat(tier.pullUnlessMissed(KEY, warnings::add)).isEmpty();
    now = now.plusSeconds(59);
    assertThat(tier.pullUnlessMissed(KEY, warnings::add)).isEmpty();
    assertThat(place.requests(Step.FIND)).isEqualTo(1);

    now = now.plusSeconds(1);
    assertThat(tier.pullUnlessMissed(KEY, warnings::add)).contains(new Pull.Missing());
    assertThat(place.requests(Step.FIND)).isEqualTo(2);
    assertThat(pull(tier)).isEqualTo(new Pull.Missing());
    assertThat(place.requests(Step.FIND)).isEqualTo(3);
  }

  @Test
  void missOfAnEntryThatWasPulledOrPushedSince_doesNotCount() throws IOException {
    RemoteTier tier = tier(here);
    pull(tier);
    pushed("out");
    assertThat(pull(tier)).isInstanceOf(Pull.Fetched.class);
    here.remove(KEY);
    assertThat(tier.pullUnlessMissed(KEY, warnings::add).orElseThrow())
        .isInstanceOf(Pull.Fetched.class);

    RemoteTier maker = tier(there, new MemoryRemote(new MemoryRemote.Place()));
    pull(maker);
    store(there, "out");
    push(maker);
    there.remove(KEY);
    assertThat(maker.pullUnlessMissed(KEY, warnings::add).orElseThrow())
        .isInstanceOf(Pull.Fetched.class);
  }

  @Test
  void corruptEntry_isReportedOnce_takenAway_andCanBePushedAnew() throws IOException {
    pushed("out");
    place.changeContents();
    RemoteTier tier = tier(here);

    assertThat(pull(tier)).isInstanceOf(Pull.Unusable.class);

    assertThat(warnings).singleElement().asString().contains(PLACE, "corrupt", "void");
    assertThat(here.find(KEY)).isEqualTo(new Lookup.Missing<>());
    assertThat(pull(tier)).isEqualTo(new Pull.Missing());
    store(here, "out");
    assertThat(push(tier)).isInstanceOf(Push.Sent.class);
    assertThat(pull(tier(there))).isInstanceOf(Pull.Fetched.class);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void corruptEntry_isLeftThereByAMachineThatOnlyReads() throws IOException {
    pushed("out");
    place.garbleDescriptions();
    settings = new RemoteSettings(false, Duration.ofSeconds(60), CacheFailures.WARN);

    assertThat(pull(tier(here))).isInstanceOf(Pull.Unusable.class);

    assertThat(place.requests(Step.DISCARD)).isZero();
    assertThat(warnings).singleElement().asString().contains("left there");
  }

  @Test
  void entryThatNoStoreMayTake_isRefused_andTakenAway() {
    place.put(
        new SharedEntry(
            KEY,
            Optional.empty(),
            List.of(new SharedMember(new TreeRecord.Link("link", "/etc/passwd"), Instant.EPOCH))));

    Pull pull = pull(tier(here));

    assertThat(pull).isInstanceOf(Pull.Unusable.class);
    assertThat(((Pull.Unusable) pull).reason()).contains("/etc/passwd");
    assertThat(place.entries()).isEmpty();
  }

  @Test
  void newerEntry_isNeitherTakenNorTakenAway() {
    place.put(new SharedEntry(KEY, Optional.of("{\"format\":99}"), List.of()));

    assertThat(pull(tier(here))).isInstanceOf(Pull.Unusable.class);

    assertThat(place.entries()).containsOnlyKeys(KEY);
    assertThat(warnings).isEmpty();
  }

  @Test
  void localStoreThatTakesNothing_isAFailureOfThePull_andNotOfTheRemoteStore() throws IOException {
    pushed("out");
    RemoteTier tier = tier(here);
    here.makeUnwritable("disk full");

    Pull pull = pull(tier);

    assertThat(pull).isInstanceOf(Pull.Failed.class);
    assertThat(((Pull.Failed) pull).reason()).contains("disk full");
    assertThat(warnings).singleElement().asString().contains("disk full");
    here.repair();
    assertThat(pull(tier)).isInstanceOf(Pull.Fetched.class);
  }
}
