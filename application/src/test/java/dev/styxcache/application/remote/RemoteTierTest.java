package dev.styxcache.application.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.remote.RemoteTier.RemoteListener;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import dev.styxcache.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pulls and pushes between stores in memory, and all that can go wrong with them. */
@Timeout(60)
class RemoteTierTest {

  private static final String PLACE = "s3://lab-cache/";
  private static final String PAYLOAD = "{\"test\":1}";
  private static final CacheKey KEY = CacheKey.ofCanonicalText(PAYLOAD);

  private final MemoryRemote.Place place = new MemoryRemote.Place();
  private final MemoryStore here = new MemoryStore();
  private final MemoryStore there = new MemoryStore();
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  private Faults faults = Faults.none();
  private RemoteSettings settings = RemoteSettings.defaults();
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  private RemoteTier tier(MemoryStore store, RemoteStore remote) {
    return new RemoteTier(
        store,
        store.sharing(),
        new OpenedRemote(PLACE, remote, writing -> List.of()),
        settings,
        new RemoteListener(ByteProgress.silent(), ByteProgress.silent()),
        () -> now);
  }

  private RemoteTier tier(MemoryStore store) {
    return tier(store, new MemoryRemote(place, () -> faults));
  }

  private Pull pull(RemoteTier tier) {
    return tier.pull(KEY, warnings::add);
  }

  private Push push(RemoteTier tier) {
    return tier.push(KEY, false, warnings::add);
  }

  /** Stores an entry with files, named and filled alike. */
  private static void store(MemoryStore store, String... files) throws IOException {
    store(store, Set.of(), files);
  }

  private static void store(MemoryStore store, Set<String> requested, String... files)
      throws IOException {
    try (Staging staging = store.stage(KEY)) {
      for (String file : files) {
        Files.writeString(staging.directory().resolve(file), file);
      }
      staging.commit(
          new RunRecord(
              PAYLOAD,
              Metadata.of("tool.v1", "tool", "demo"),
              ImageDigest.ofTag(""),
              List.of("tool"),
              Instant.EPOCH,
              Duration.ZERO,
              requested));
    }
  }

  /** Puts an entry into the remote store, and leaves the local one empty. */
  private void pushed(String... files) throws IOException {
    MemoryStore maker = new MemoryStore();
    store(maker, files);
    assertThat(push(tier(maker))).isInstanceOf(Push.Sent.class);
  }

  /** A remote store that answers as a test wants. */
  private static class Stub implements RemoteStore {

    @Override
    public Lookup<RemoteEntry> find(CacheKey key) {
      return new Lookup.Missing<>();
    }

    @Override
    public RemotePush create(EntryExport export, ByteProgress progress) {
      return new RemotePush.Stored(0);
    }

    @Override
    public Optional<Fault> discard(CacheKey key) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  // --- pull ---

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

  // --- push ---

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

  // --- faults ---

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
