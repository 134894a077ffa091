package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link CacheStore} promises. */
public abstract class CacheStoreContract extends StoreContract {

  @Test
  void find_whenNothingWasEverStored_isAbsent() {
    assertAbsent("never");
  }

  @Test
  void find_changesNothing_notEvenMakingTheStore() {
    assertAbsent("never");
    assertThat(entry("never")).doesNotExist();
  }

  @Test
  void directoryOf_isAbsolute_andTheSameForEachUserOfTheStore() {
    assertThat(entry("a")).isAbsolute().isEqualTo(entry("a")).isNotEqualTo(entry("b"));
  }

  @Test
  void find_beforeTheRunIsCommitted_isAbsent() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      write(staging.directory().resolve("out.txt"), "one");
      assertAbsent("a");
    }
    assertAbsent("a");
  }

  @Test
  void find_afterTheCommit_findsTheOutputsWhereTheyWerePromised() throws IOException {
    Path promised = entry("a");

    Commit commit =
        store(
            record("a"),
            output -> {
              write(output.resolve("out.txt"), "one");
              write(output.resolve("deep/er/two.txt"), "two");
            });

    assertThat(commit).isEqualTo(new Commit.Stored());
    assertThat(found("a").contains("out.txt")).isTrue();
    assertThat(promised.resolve("out.txt")).hasContent("one");
    assertThat(promised.resolve("deep/er/two.txt")).hasContent("two");
  }

  @Test
  void find_afterTheCommit_doesNotFindOtherKeys() throws IOException {
    store(record("a"), output -> write(output.resolve("out.txt"), "one"));
    assertAbsent("b");
  }

  @Test
  void commit_keepsEmptyDirectories_links_andAnEmptyTree() throws IOException {
    store(
        record("a"),
        output -> {
          Files.createDirectories(output.resolve("empty/emptier"));
          write(output.resolve("file"), "content");
          Files.createSymbolicLink(output.resolve("link"), output.getFileSystem().getPath("file"));
        });
    store(record("nothing"), output -> {});

    assertThat(entry("a").resolve("empty/emptier")).isEmptyDirectory();
    assertThat(entry("a").resolve("link")).isSymbolicLink().hasContent("content");
    assertThat(found("nothing").contains(".")).isTrue();
  }

  @Test
  void commit_keepsNamesOfAllKinds() throws IOException {
    List<String> names =
        List.of(" ", "a\nb", "'\"\\$*", "tv\u00e5", "\ud83e\udde0.nii", "-rf", "...");
    store(
        record("a", names.toArray(String[]::new)),
        output -> {
          for (String name : names) {
            write(output.resolve(name), name);
          }
        });

    CacheEntry entry = found("a");
    assertThat(entry.manifest().orElseThrow().absent()).isEmpty();
    for (String name : names) {
      assertThat(entry.contains(name)).as(name).isTrue();
      assertThat(entry("a").resolve(name)).hasContent(name);
    }
  }

  @Test
  void commit_writesDownWhatMadeTheEntryAndWhatIsInIt() throws IOException {
    store(
        record("a", "out.txt", "missing.txt", "."),
        output -> {
          write(output.resolve("dir/out.txt"), "four");
          Files.createSymbolicLink(
              output.resolve("link"), output.getFileSystem().getPath("dir/out.txt"));
        });

    EntryManifest manifest = manifest("a");
    assertThat(manifest.key()).isEqualTo(key("a"));
    assertThat(manifest.payload()).isEqualTo(payload("a"));
    assertThat(manifest.metadata()).isEqualTo(record("a").metadata());
    assertThat(manifest.image()).isEqualTo(record("a").image());
    assertThat(manifest.command()).isEqualTo(record("a").command());
    assertThat(manifest.exitCode()).isZero();
    assertThat(manifest.created()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123Z"));
    assertThat(manifest.duration()).isEqualTo(Duration.ofMillis(1500));
    assertThat(manifest.absent()).containsExactlyInAnyOrder("out.txt", "missing.txt");
    assertThat(manifest.outputs())
        .extracting(TreeRecord::path)
        .containsExactly("dir", "dir/out.txt", "link");
    TreeRecord.File file = (TreeRecord.File) manifest.output("dir/out.txt").orElseThrow();
    assertThat(file.size()).isEqualTo(4);
    assertThat(file.hash())
        .isEqualTo(hasher().hash(List.of(entry("a").resolve("dir/out.txt"))).get(0).hash());
    assertThat(manifest.output("link")).contains(new TreeRecord.Link("link", "dir/out.txt"));
    assertThat(manifest.outputBytes()).isEqualTo(4);
  }

  @Test
  void writeAccess_whenNothingIsThereYet_isGranted_andLeavesNoEntry() {
    assertThat(open().store().writeAccess()).isInstanceOf(WriteAccess.Granted.class);
    try (var entries = open().upkeep().list()) {
      assertThat(entries).isEmpty();
    }
  }
}
