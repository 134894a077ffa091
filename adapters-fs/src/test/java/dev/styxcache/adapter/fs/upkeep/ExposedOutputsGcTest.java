package dev.styxcache.adapter.fs.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.process.HoldingProcess;
import dev.styxcache.files.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exposed outputs are collected when nobody uses them any more, and not before. */
@Timeout(120)
class ExposedOutputsGcTest {

  @TempDir Path directory;
  private StoreOnDisk store;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
  }

  @Test
  void outputsThatNobodyHasUsedForTwoWeeks_areSwept() throws IOException {
    Path unused = shown("unused", Duration.ofDays(15), Duration.ofDays(15));
    Path almost = shown("almost", Duration.ofDays(13), Duration.ofDays(13));
    Path written = shown("written", Duration.ofDays(1), Duration.ofDays(15));
    Path read = shown("read", Duration.ofDays(15), Duration.ofDays(1));

    store.writer();

    assertThat(unused).doesNotExist();
    assertThat(almost.resolve("deep/out")).exists();
    assertThat(written.resolve("deep/out")).exists();
    assertThat(read.resolve("deep/out")).exists();
    assertThat(store.names(".incoming")).isEmpty();
    assertThat(store.names(".locks")).isEmpty();
  }

  @Test
  void oldEntries_ofThisSoftwareAndOfPython_areNotSwept() throws IOException {
    store.store(StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("o"), "x"));
    age(store.entry("a").resolve("o"), Duration.ofDays(100), Duration.ofDays(100));
    age(store.entry("a"), Duration.ofDays(100), Duration.ofDays(100));
    Path python = shown("python", Duration.ofDays(100), Duration.ofDays(100));
    Files.writeString(python.resolve(".styxcache.done"), "1");
    age(python, Duration.ofDays(100), Duration.ofDays(100));
    forgetLastSweep();

    store.writer();

    assertThat(store.found("a").contains("o")).isTrue();
    assertThat(store.found("python").contains("deep/out")).isTrue();
  }

  @Test
  void outputsOfALivingProcess_areNeverSwept_andThoseOfAKilledOneWhenTheyAreOld() throws Exception {
    try (ChildJvm living = ChildJvm.start(HoldingProcess.class, "show", store.root(), "living");
        ChildJvm dead = ChildJvm.start(HoldingProcess.class, "show", store.root(), "dead")) {
      Path kept = Path.of(living.line());
      Path left = Path.of(dead.line());
      ageTree(kept, Duration.ofDays(100));
      ageTree(left, Duration.ofDays(100));
      forgetLastSweep();
      store.writer();
      assertThat(kept.resolve("out")).hasContent("living");
      assertThat(left.resolve("out")).hasContent("dead");

      dead.kill();
      ageTree(kept, Duration.ofDays(100));
      ageTree(left, Duration.ofDays(100));
      forgetLastSweep();
      store.writer();

      assertThat(kept.resolve("out")).hasContent("living");
      assertThat(left).doesNotExist();
      assertThat(store.names(".shown")).as("the living one's notes, and the time").hasSize(2);
      assertThat(store.names(".locks")).as("the living one's lease").hasSize(1);
      living.goOn();
      assertThat(living.remainingLines()).as("it ends").isEmpty();
      assertThat(store.names(".locks")).isEmpty();
      assertThat(store.names(".shown")).containsExactly("swept");
    }
  }

  @Test
  void linkToOutputsElsewhere_isSwept_andTheOutputsAreNot() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(tree.resolve("out"), "x");
    Path link =
        Files.createDirectories(store.entry("a").getParent())
            .resolve(store.entry("a").getFileName());
    Files.createSymbolicLink(link, tree);
    Process touch = new ProcessBuilder("touch", "-h", "-d", "15 days ago", link.toString()).start();
    assertThat(touch.waitFor()).isZero();

    store.writer();

    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(tree.resolve("out")).hasContent("x");
  }

  @Test
  void placesOfEntries_areLookedAtOnceADay() throws IOException {
    store.writer();
    Path unused = shown("unused", Duration.ofDays(15), Duration.ofDays(15));
    store.writer();
    assertThat(unused).exists();

    Path swept = store.root().resolve(".shown/swept");
    age(swept, Duration.ofHours(25), Duration.ofHours(25));
    store.writer();
    assertThat(unused).doesNotExist();
    assertThat(Files.getLastModifiedTime(swept).toInstant())
        .isAfter(Instant.now().minus(Duration.ofHours(1)));
  }

  /** Ages a tree as if its process had died long ago. */
  private Path shown(String name, Duration written, Duration read) throws IOException {
    Path place = store.entry(name);
    Path file = Files.createDirectories(place.resolve("deep")).resolve("out");
    Files.writeString(file, "x");
    age(file, written, read);
    age(place.resolve("deep"), Duration.ofDays(15), Duration.ZERO);
    age(place, Duration.ofDays(15), Duration.ZERO);
    return place;
  }

  private static void ageTree(Path place, Duration age) throws IOException {
    age(place.resolve("out"), age, age);
    age(place, age, age);
  }

  private static void age(Path path, Duration written, Duration read) throws IOException {
    Instant now = Instant.now();
    Files.getFileAttributeView(path, BasicFileAttributeView.class)
        .setTimes(FileTime.from(now.minus(written)), FileTime.from(now.minus(read)), null);
  }

  private void forgetLastSweep() throws IOException {
    Files.deleteIfExists(store.root().resolve(".shown/swept"));
  }
}
