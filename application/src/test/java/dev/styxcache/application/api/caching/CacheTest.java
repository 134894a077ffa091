package dev.styxcache.application.api.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.testing.MemoryCopier;
import dev.styxcache.testing.MemoryHasher;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryStore;
import dev.styxcache.testing.MemoryTool;
import dev.styxcache.testing.RecordingProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache as callers see it, on a store and a remote store in memory. */
@Timeout(60)
class CacheTest {

  private static final String PLACE = "s3://lab-cache/";
  private static final CacheKey NEVER = CacheKey.ofCanonicalText("{}");

  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private Faults faults = Faults.none();
  private final MemoryRemote.Place place = new MemoryRemote.Place();
  private final List<String> warnings = new ArrayList<>();
  private final RecordingProgress pushing = new RecordingProgress();
  private final RecordingProgress pulling = new RecordingProgress();
  private final MemoryStore store = new MemoryStore(() -> now);
  private final Cache cache = Cache.builder().store(store.opened()).build();
  private final Cache shared = shared(store);

  private Cache shared(MemoryStore local) {
    return Cache.builder()
        .store(local.opened())
        .sharing(local.sharing())
        .remote(
            new OpenedRemote(PLACE, new MemoryRemote(place, () -> faults), writing -> List.of()))
        .progress(pushing, pulling)
        .warnings(warnings::add)
        .clock(() -> now)
        .build();
  }

  /** Runs a tool through a cache; each name is another run. */
  private RunReport run(Cache through, String name) {
    Path directory = store.directory("work");
    Runner runner =
        CachingRunner.around(new MemoryRunner(directory, MemoryTool.writing("out", name)))
            .cache(through)
            .hasher(new MemoryHasher())
            .copier(new MemoryCopier())
            .build();
    Execution execution = runner.startExecution(Metadata.of("tool.v1", "tool", "demo"));
    execution.params(Map.of("name", name));
    execution.outputFile("out", false);
    execution.run(List.of("tool"), OutputHandler.discard(), OutputHandler.discard());
    return execution.report().orElseThrow();
  }

  private CacheKey made(Cache through, String name) {
    return run(through, name).key().orElseThrow();
  }

  @Test
  void find_givesAnEntryWithItsManifest_andNothingWhereThereIsNone() {
    CacheKey key = made(cache, "a");

    CachedEntry entry = cache.find(key).orElseThrow();

    assertThat(entry.key()).isEqualTo(key);
    assertThat(entry.directory()).isEqualTo(cache.directoryOf(key));
    assertThat(entry.directory().resolve("out")).hasContent("a");
    assertThat(entry.fault()).isEmpty();
    assertThat(entry.manifest().orElseThrow().command()).containsExactly("tool");
    assertThat(cache.find(NEVER)).isEmpty();
  }

  @Test
  void find_saysWhatIsWrongWithAnEntry() {
    CacheKey corrupt = made(cache, "a");
    store.corrupt(corrupt);
    CacheKey newer = made(cache, "b");
    store.makeNewer(newer);

    assertThat(cache.find(corrupt).flatMap(CachedEntry::fault).orElseThrow())
        .startsWith("corrupt: ");
    assertThat(cache.find(corrupt).flatMap(CachedEntry::manifest)).isEmpty();
    assertThat(cache.find(newer).flatMap(CachedEntry::fault).orElseThrow())
        .startsWith("of a newer format: ");

    store.makeUnavailable("the disk is gone");
    assertThatThrownBy(() -> cache.find(corrupt))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void list_hasTheMostRecentlyUsedFirst() {
    CacheKey a = made(cache, "a");
    now = now.plusSeconds(1);
    CacheKey b = made(cache, "b");
    assertThat(cache.list()).extracting(EntrySummary::key).containsExactly(b, a);

    now = now.plusSeconds(1);
    run(cache, "a");

    assertThat(cache.list())
        .containsExactly(new EntrySummary(a, now), new EntrySummary(b, now.minusSeconds(1)));
  }

  @Test
  void remove_deletesAnEntry_andOfNoneIsNoError() {
    CacheKey key = made(cache, "a");

    cache.remove(key);
    cache.remove(key);

    assertThat(cache.find(key)).isEmpty();
    assertThat(cache.list()).isEmpty();
  }

  @Test
  void cacheWithoutARemoteTier_saysSo() {
    assertThat(cache.remoteName()).isEmpty();
    assertThat(cache.pending()).isEmpty();
    assertThatThrownBy(() -> cache.push(NEVER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("remote");
    assertThatThrownBy(() -> cache.pull(NEVER)).isInstanceOf(IllegalStateException.class);
    cache.close();
  }

  @Test
  void builder_needsAStore_andSharingForARemoteTier() {
    assertThatThrownBy(() -> Cache.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("directory");
    assertThatThrownBy(
            () ->
                Cache.builder()
                    .store(store.opened())
                    .remote(new OpenedRemote(PLACE, new MemoryRemote(place), writing -> List.of()))
                    .build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sharing");
  }

  @Test
  void withoutAnAdapter_theErrorNamesWhatIsMissing() {
    assertThatThrownBy(() -> Cache.in(Path.of("/nowhere")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("HasherProvider")
        .hasMessageContaining("styxcache-adapters-hash");
    assertThatThrownBy(() -> Cache.builder().remote("s3", Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("styxcache-adapters-s3");
  }

  @Test
  void pushAndPull_moveAnEntryBetweenMachines_andTellTheirProgress() {
    CacheKey key = made(cache, "a");
    MemoryStore elsewhere = new MemoryStore();
    Cache other = shared(elsewhere);

    assertThat(shared.push(key)).isInstanceOf(Push.Sent.class);
    assertThat(shared.push(key)).isEqualTo(new Push.Present());
    assertThat(shared.push(NEVER)).isEqualTo(new Push.Missing());
    assertThat(other.pull(key)).isInstanceOf(Pull.Fetched.class);
    assertThat(other.pull(key)).isEqualTo(new Pull.Present());
    assertThat(other.pull(NEVER)).isEqualTo(new Pull.Missing());

    assertThat(shared.remoteName()).contains(PLACE);
    assertThat(other.directoryOf(key).resolve("out")).hasContent("a");
    assertThat(pushing.read()).isPositive();
    assertThat(pulling.read()).isEqualTo(pulling.due()).isPositive();
  }

  @Test
  void pushThatFails_isPending_andWarnedOf() {
    CacheKey key = made(cache, "a");
    faults = Faults.always(Reach.EVERYTHING, "no network");

    assertThat(shared.push(key)).isInstanceOf(Push.Failed.class);

    assertThat(shared.pending()).containsExactly(key);
    assertThat(warnings).singleElement().asString().contains("no network");
    faults = Faults.none();
    now = now.plusSeconds(60);
    assertThat(shared.push(key)).isInstanceOf(Push.Sent.class);
    assertThat(shared.pending()).isEmpty();
  }

  @Test
  void pull_quarantinesACorruptEntry_andFetchesASoundOne() {
    CacheKey key = made(shared, "a");
    store.corrupt(key);

    assertThat(shared.pull(key)).isInstanceOf(Pull.Fetched.class);

    assertThat(shared.find(key).flatMap(CachedEntry::fault)).isEmpty();
  }

  @Test
  void pull_leavesANewerEntry_andSaysThatTheStoreFailed() {
    CacheKey key = made(shared, "a");
    store.makeNewer(key);
    assertThat(shared.pull(key)).isInstanceOf(Pull.Failed.class);
    assertThat(store.find(key)).isInstanceOf(Lookup.Newer.class);

    store.makeUnavailable("the disk is gone");
    assertThat(shared.pull(key)).isEqualTo(new Pull.Failed("the disk is gone"));
  }
}
