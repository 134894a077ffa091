package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.ImageDigestResolver.Resolution;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of the cache itself do not stop runs. */
class CacheFailuresTest {

  private static final CachePolicy STRICT = CachePolicy.defaults().withFailures(CacheFailures.FAIL);

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  private Path run(CachingRunner runner) {
    return bench.call(runner, "echo 1 > out").output("out").run().get("out");
  }

  private void assertRanPastTheCache(Path output) {
    assertThat(output).hasContent("1").startsWith(bench.data);
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
  }

  @Test
  void missingCacheDirectory_isCreated() {
    assertThat(run(bench.runner())).startsWith(bench.cache).exists();
  }

  @Test
  void cacheDirectoryThatIsAFile_isWarnedAboutOnce_andTheRunsGoOn() throws IOException {
    Files.writeString(bench.cache, "");
    CachingRunner runner = bench.runner();

    assertRanPastTheCache(run(runner));
    assertRanPastTheCache(run(runner));

    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.events.warnings).singleElement().asString().contains(bench.cache.toString());
  }

  @Test
  void cacheDirectoryThatIsAFile_failsTheRun_withFailuresFail() throws IOException {
    Files.writeString(bench.cache, "");

    assertThatThrownBy(() -> run(bench.runner(STRICT)))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(bench.cache.toString());
    assertThat(bench.runs()).isZero();
  }

  @Test
  void corruptEntry_isQuarantined_reported_andRunAgain() throws IOException {
    Path output = run(bench.runner());
    Files.delete(output);

    Path again = run(bench.runner());

    assertThat(again).isEqualTo(output).hasContent("1");
    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.cacheFolder(".quarantine")).hasSize(1);
    assertThat(bench.events.warnings)
        .singleElement()
        .asString()
        .contains("out")
        .contains(".quarantine");
  }

  @Test
  void entryOfANewerFormat_isNeitherServedNorReplaced() throws IOException {
    Path manifest = run(bench.runner()).resolveSibling(".styxcache.json");
    String newer = Files.readString(manifest).replace("\"format\":1", "\"format\":999");
    Files.delete(manifest);
    Files.writeString(manifest, newer);

    assertRanPastTheCache(run(bench.runner()));

    assertThat(manifest).hasContent(newer);
    assertThat(bench.events.warnings).singleElement().asString().contains("999").contains("update");
  }

  @Test
  void readOnlyMode_servesHits_andRunsMissesWithoutAWarning() throws IOException {
    run(bench.runner());
    CachingRunner readOnly = bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY));

    assertThat(run(readOnly)).startsWith(bench.cache);
    Path missed =
        bench.call(readOnly, "echo 2 > other").param("n", 2).output("other").run().get("other");

    assertThat(missed).hasContent("2").startsWith(bench.data);
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
    assertThat(bench.events.warnings).isEmpty();
    try (Stream<Path> shards = Files.list(bench.cache)) {
      assertThat(shards.filter(path -> path.getFileName().toString().length() == 2)).hasSize(1);
    }
  }

  @Test
  void readOnlyMode_ifTheEntryLacksAnOutput_runsTheTool_andReturnsExistingPaths()
      throws IOException {
    String script = "echo 1 > a; if [ -e '" + directory + "/more' ]; then echo 2 > b; fi";
    bench.call(bench.runner(), script).output("a").run();
    Files.writeString(directory.resolve("more"), "");
    CachingRunner readOnly = bench.runner(CachePolicy.defaults().withMode(CacheMode.READ_ONLY));

    Bench.Outputs paths = bench.call(readOnly, script).output("a").output("b").run();

    assertThat(paths.get("a")).hasContent("1");
    assertThat(paths.get("b")).hasContent("2").startsWith(bench.data);
    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void refreshMode_runsAndReplacesTheEntry() throws IOException {
    Path source = Files.writeString(directory.resolve("source"), "1\n");
    String script = "cat '" + source + "' > out";
    bench.call(bench.runner(), script).output("out").run();
    CachingRunner refresh = bench.runner(CachePolicy.defaults().withMode(CacheMode.REFRESH));

    Files.writeString(source, "2\n");
    bench.call(refresh, script).output("out").run();
    Files.writeString(source, "3\n");

    assertThat(bench.events.last().reason()).contains("is replaced");
    assertThat(bench.call(bench.runner(), script).output("out").runAndRead()).isEqualTo("2\n");
    assertThat(bench.runs()).isEqualTo(2);
  }

  @Test
  void unresolvableImage_runsPastTheCache() {
    CachingRunner runner =
        bench.builder().images(tag -> new Resolution.Unresolved("the daemon is down")).build();

    assertRanPastTheCache(run(runner));

    assertThat(bench.events.warnings).singleElement().asString().contains("the daemon is down");
    bench.assertNoEntry();
  }

  @Test
  void stagingFailure_afterPathsWereReturned_exposesTheOutputsThere() {
    CachingRunner runner = withWriter(FailingStage::new);

    Path output = run(runner);

    assertThat(output).hasContent("1").startsWithRaw(bench.cache);
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    bench.assertNoEntry();
    assertThat(run(bench.runner())).as("the next run makes the entry").hasContent("1");
    assertThat(bench.events.last().status()).isEqualTo(Status.MISS);
  }

  @Test
  void commitFailure_exposesTheOutputs_withoutAnEntry() {
    CachingRunner runner = withWriter(FailingCommit::new);

    Path output = run(runner);

    assertThat(output).hasContent("1").startsWithRaw(bench.cache);
    assertThat(bench.events.warnings).singleElement().asString().contains("no space left");
    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  @Test
  void toolFailureOnAFullCacheDisk_isRunAgainPastTheCache() throws IOException {
    Path full = directory.resolve("full");
    CachingRunner runner = bench.builder().store(fullDisk(full)).build();
    String script =
        "if [ ! -e '" + full + "' ]; then : > '" + full + "'; exit 28; fi; echo 1 > out";

    Path output = bench.call(runner, script).output("out").run().get("out");

    assertThat(output).hasContent("1");
    assertThat(bench.runs()).isEqualTo(2);
    assertThat(bench.events.last().status()).isEqualTo(Status.DEGRADED);
    bench.assertNoEntry();
  }

  /** A store whose disk is full once a certain file exists. */
  private OpenedStore fullDisk(Path sign) {
    OpenedStore opened = bench.store();
    CacheStore filling =
        new DelegatingStore(opened.store()) {
          @Override
          public WriteAccess writeAccess() {
            return Files.exists(sign)
                ? new WriteAccess.Failed(new CacheUnavailableException("no space left on device"))
                : super.writeAccess();
          }
        };
    return new OpenedStore(filling, opened.upkeep(), opened.locks());
  }

  private interface Wrapper {
    EntryWriter wrap(EntryWriter writer);
  }

  private CachingRunner withWriter(Wrapper wrapper) {
    OpenedStore opened = bench.store();
    CacheStore store =
        new DelegatingStore(opened.store()) {
          @Override
          public WriteAccess writeAccess() {
            WriteAccess access = super.writeAccess();
            return access instanceof WriteAccess.Granted granted
                ? new WriteAccess.Granted(wrapper.wrap(granted.writer()))
                : access;
          }
        };
    return bench.builder().store(new OpenedStore(store, opened.upkeep(), opened.locks())).build();
  }

  private static class DelegatingStore implements CacheStore {

    private final CacheStore store;

    DelegatingStore(CacheStore store) {
      this.store = store;
    }

    @Override
    public Path directoryOf(CacheKey key) {
      return store.directoryOf(key);
    }

    @Override
    public Lookup<CacheEntry> find(CacheKey key) {
      return store.find(key);
    }

    @Override
    public WriteAccess writeAccess() {
      return store.writeAccess();
    }
  }

  private record FailingStage(EntryWriter writer) implements EntryWriter {

    @Override
    public Staging stage(CacheKey key) {
      throw new CacheUnavailableException("no space left on device");
    }

    @Override
    public void expose(CacheKey key, Path tree) {
      writer.expose(key, tree);
    }
  }

  private record FailingCommit(EntryWriter writer) implements EntryWriter {

    @Override
    public Staging stage(CacheKey key) {
      return new FailingStaging(writer.stage(key));
    }

    @Override
    public void expose(CacheKey key, Path tree) {
      writer.expose(key, tree);
    }
  }

  private record FailingStaging(Staging staging) implements Staging {

    @Override
    public Path directory() {
      return staging.directory();
    }

    @Override
    public dev.styxcache.application.api.OutputHandler capture(
        dev.styxcache.domain.manifest.StreamName stream) {
      return staging.capture(stream);
    }

    @Override
    public boolean contains(String output) {
      return staging.contains(output);
    }

    @Override
    public dev.styxcache.application.spi.Commit commit(
        dev.styxcache.application.spi.RunRecord record) {
      throw new CacheUnavailableException("no space left on device");
    }

    @Override
    public Path keep() {
      return staging.keep();
    }

    @Override
    public List<String> members(int max) {
      return staging.members(max);
    }

    @Override
    public void close() {
      staging.close();
    }
  }
}
