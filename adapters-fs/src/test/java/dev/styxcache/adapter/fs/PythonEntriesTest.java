package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ImageDigest;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.process.Commands;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads and merges into a cache directory that Python's {@code styxcache} 0.2 wrote. */
class PythonEntriesTest {

  private static final CacheKey SORT =
      new CacheKey("11d70d714003ee694af9d43a4bf252e28104fb3398c63f0fb416a3dba29a3f44");
  private static final CacheKey LIST =
      new CacheKey("39c6fbd6f86a6837140ae905e87ccb0de521e4f02f58d3d66339dc49a86e34b4");
  private static final CacheKey QUIET =
      new CacheKey("3eba37f1126e45200a3e46ffd74b0f622f1b3ebf7298dbc3c5552ebcff7e0a25");

  /** The payload of {@link #QUIET}. */
  private static final String QUIET_PAYLOAD =
      "{\"env\":[],\"extra\":{},\"image\":\"tag:\",\"inputs\":[],\"metadata\":{\"id\":\"quiet.v1\","
          + "\"name\":\"quiet\",\"package\":\"demo\"},\"params\":{\"n\":1.5,\"none\":null},\"v\":1}";

  @TempDir Path directory;
  private OpenedStore opened;

  @BeforeEach
  void unpack() throws IOException {
    Path archive = directory.resolve("python-cache.tar.gz");
    try (InputStream in =
        PythonEntriesTest.class.getResourceAsStream("/vectors/python-cache.tar.gz")) {
      assertThat(in).isNotNull();
      Files.copy(in, archive);
    }
    Commands.run("tar", "xzf", archive.toString(), "-C", directory.toString());
    opened = new StoreOnDisk(directory.resolve("cache")).open();
  }

  private CacheEntry found(CacheKey key) {
    Lookup<CacheEntry> lookup = opened.store().find(key);
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<CacheEntry>) lookup).entry();
  }

  private List<String> lines(CacheKey key, StreamName stream) {
    List<String> lines = new ArrayList<>();
    found(key).replay(stream, OutputHandler.lines(lines::add));
    return lines;
  }

  @Test
  void entries_areFound_withoutAManifest_andLeftUntouched() {
    try (Stream<EntrySummary> entries = opened.upkeep().list()) {
      assertThat(entries)
          .extracting(EntrySummary::key)
          .containsExactlyInAnyOrder(SORT, LIST, QUIET);
    }
    for (CacheKey key : List.of(SORT, LIST, QUIET)) {
      assertThat(found(key).manifest()).isEmpty();
      assertThat(opened.store().directoryOf(key).resolve(".styxcache.json")).doesNotExist();
    }
  }

  @Test
  void entries_tellWhichOutputsTheyHave() {
    assertThat(found(SORT).contains("sorted.txt")).isTrue();
    assertThat(found(SORT).contains("other.txt")).isFalse();
    assertThat(Stream.of("deep/er/list.txt", "link.txt", "tool.sh", "deep", "."))
        .allMatch(found(LIST)::contains);
    assertThat(Stream.of(".styxcache.done", "deep/list.txt", "../x"))
        .noneMatch(found(LIST)::contains);
    assertThat(found(QUIET).contains(".")).isTrue();
  }

  @Test
  void lines_areReplayed() {
    assertThat(lines(SORT, StreamName.STDOUT)).containsExactly("one", "tv\u00e5");
    assertThat(lines(SORT, StreamName.STDERR)).containsExactly("warn");
    assertThat(lines(LIST, StreamName.STDOUT)).isEmpty();
    assertThat(lines(QUIET, StreamName.STDERR)).isEmpty();
  }

  @Test
  void entryOfAnOldVersion_withoutCaptures_isServed_andSilent() throws IOException {
    Files.delete(opened.store().directoryOf(SORT).resolve(".styxcache.stdout.gz"));
    CollectingHandler stdout = new CollectingHandler();
    found(SORT).replay(StreamName.STDOUT, stdout);
    assertThat(stdout.bytes()).isEmpty();
    assertThat(stdout.ends()).isEqualTo(1);
  }

  @Test
  void entryThatLacksAnOutput_isGivenIt_andAManifestOfWhatIsThere() throws IOException {
    Path entry = opened.store().directoryOf(QUIET);
    Files.writeString(entry.resolve("by-python"), "python");
    assertThat(CacheKey.ofCanonicalText(QUIET_PAYLOAD)).isEqualTo(QUIET);

    Commit commit = joinQuiet();

    assertThat(commit).isEqualTo(new Commit.Joined());
    assertThat(entry.resolve("by-python")).hasContent("python");
    assertThat(entry.resolve("more")).hasContent("more");
    EntryManifest manifest = found(QUIET).manifest().orElseThrow();
    assertThat(manifest.outputs())
        .extracting(TreeRecord::path)
        .containsExactly("by-python", "more");
    assertThat(manifest.absent()).containsExactly("absent");
    assertThat(manifest.payload()).isEqualTo(QUIET_PAYLOAD);
    assertThat(manifest.streams())
        .containsEntry(StreamName.STDOUT, new CapturedStream(0, true, true));
    assertThat(found(QUIET).contains("more")).isTrue();
    assertThat(lines(QUIET, StreamName.STDOUT)).as("streams of the first run").isEmpty();
  }

  @Test
  void entryThatWasGivenAManifest_andHasLostItAgain_isDamaged() throws IOException {
    joinQuiet();
    Files.delete(opened.store().directoryOf(QUIET).resolve(".styxcache.json"));
    assertThat(opened.store().find(QUIET)).isInstanceOf(Lookup.Corrupt.class);
  }

  @Test
  void entryThatNoManifestCanDescribe_isGivenTheOutputAllTheSame() throws IOException {
    Path entry = opened.store().directoryOf(QUIET);
    Commands.run("mkfifo", entry.resolve("pipe").toString());
    Files.writeString(entry.resolve("more"), "python's");

    assertThat(joinQuiet()).isEqualTo(new Commit.Joined());

    assertThat(found(QUIET).manifest()).isEmpty();
    assertThat(entry.resolve("more")).hasContent("python's");
    assertThat(entry.resolve("dir/another")).hasContent("another");
    assertThat(found(QUIET).contains("dir/another")).isTrue();
  }

  @Test
  void entryThatNoManifestCanDescribe_withAFileInThePlaceOfAFolder_isGivenWhatFits()
      throws IOException {
    Path entry = opened.store().directoryOf(QUIET);
    Commands.run("mkfifo", entry.resolve("pipe").toString());
    Files.writeString(entry.resolve("dir"), "python's");

    assertThat(joinQuiet()).isEqualTo(new Commit.Joined());

    assertThat(entry.resolve("dir")).hasContent("python's");
    assertThat(entry.resolve("more")).hasContent("more");
  }

  private Commit joinQuiet() throws IOException {
    RunRecord run =
        new RunRecord(
            QUIET_PAYLOAD,
            Metadata.of("quiet.v1", "quiet", "demo"),
            ImageDigest.ofTag(""),
            List.of("quiet"),
            Instant.now(),
            Duration.ofMillis(1),
            Set.of("more", "by-python", "absent"));
    WriteAccess.Granted access = (WriteAccess.Granted) opened.store().writeAccess();
    try (Staging staging = access.writer().stage(QUIET)) {
      Files.writeString(staging.directory().resolve("more"), "more");
      if (Files.exists(opened.store().directoryOf(QUIET).resolve("pipe"))) {
        Files.createDirectories(staging.directory().resolve("dir"));
        Files.writeString(staging.directory().resolve("dir/another"), "another");
      }
      byte[] line = {'x', '\n'};
      staging.capture(StreamName.STDOUT).accept(line, 0, line.length);
      return staging.commit(run);
    }
  }
}
