package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RunRecord;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that the tool left running writes while the outputs are stored. */
class ChangingOutputTest {

  @TempDir Path directory;

  @FunctionalInterface
  private interface Change {
    void make(Path file) throws IOException;
  }

  /** A hasher after which a file changes. */
  private static ContentHasher thenChange(String name, Change change) {
    return new ContentHasher() {
      @Override
      public List<HashedContent> hash(List<Path> paths) {
        List<HashedContent> hashed = StoreOnDisk.HASHER.hash(paths);
        for (Path path : paths) {
          if (path.endsWith(name)) {
            try {
              change.make(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        return hashed;
      }

      @Override
      public Optional<Path> locate(Path path, boolean resolveParent) {
        return StoreOnDisk.HASHER.locate(path, resolveParent);
      }

      @Override
      public Optional<Instant> changed(Path path) {
        return StoreOnDisk.HASHER.changed(path);
      }

      @Override
      public IncomingDigest incoming(long bytes) {
        return StoreOnDisk.HASHER.incoming(bytes);
      }
    };
  }

  private Commit commit(ContentHasher hasher, RunRecord run) throws IOException {
    OpenedStore opened = LocalCacheStore.open(directory.resolve("cache"), hasher);
    WriteAccess.Granted access = (WriteAccess.Granted) opened.store().writeAccess();
    try (Staging staging = access.writer().stage(StoreOnDisk.key("a"))) {
      Files.writeString(staging.directory().resolve("out"), "content");
      Files.writeString(staging.directory().resolve("other"), "other");
      Commit commit = staging.commit(run);
      if (commit instanceof Commit.Refused) {
        assertThat(staging.directory().resolve("other")).isWritable();
        assertThat(staging.directory().resolve(".styxcache.done")).doesNotExist();
        assertThat(staging.directory().resolve(".styxcache.json")).doesNotExist();
      }
      return commit;
    }
  }

  private void assertRefused(Change change) throws IOException {
    assertThat(commit(thenChange("out", change), StoreOnDisk.record("a")))
        .isInstanceOfSatisfying(
            Commit.Refused.class, refused -> assertThat(refused.reason()).contains("out"));
    assertThat(new StoreOnDisk(directory.resolve("cache")).find("a"))
        .isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void outputThatGrowsAfterItWasDigested_isNotStored() throws IOException {
    assertRefused(file -> Files.writeString(file, "more", StandardOpenOption.APPEND));
  }

  @Test
  void outputThatIsRewrittenAtTheSameLength_isNotStored() throws IOException {
    assertRefused(file -> Files.writeString(file, "CONTENT"));
  }

  @Test
  void outputThatVanishes_isNotStored() throws IOException {
    assertRefused(Files::delete);
  }

  @Test
  void outputThatNobodyTouches_isStored_withWhatWasDigested() throws IOException {
    assertThat(commit(StoreOnDisk.HASHER, StoreOnDisk.record("a"))).isEqualTo(new Commit.Stored());
    StoreOnDisk store = new StoreOnDisk(directory.resolve("cache"));
    for (TreeRecord record : store.found("a").manifest().orElseThrow().outputs()) {
      assertThat(((TreeRecord.File) record).hash())
          .isEqualTo(
              StoreOnDisk.HASHER
                  .hash(List.of(store.entry("a").resolve(record.path())))
                  .get(0)
                  .hash());
    }
  }
}
