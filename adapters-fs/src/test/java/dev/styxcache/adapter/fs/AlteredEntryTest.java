package dev.styxcache.adapter.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.manifest.ManifestReader;
import dev.styxcache.adapter.fs.manifest.ManifestReader.Reading;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that something wrote to after their run. */
class AlteredEntryTest {

  private static final FileTime LATER = FileTime.from(Instant.parse("2026-11-30T12:00:00Z"));

  @TempDir Path directory;
  private StoreOnDisk store;
  private Path entry;

  @BeforeEach
  void storeOneEntry() throws IOException {
    store = new StoreOnDisk(directory.resolve("cache"));
    store.store(
        StoreOnDisk.record("a"),
        output -> {
          Files.createDirectories(output.resolve("dir/empty"));
          Files.writeString(output.resolve("dir/file"), "AAAA");
          Files.writeString(output.resolve("other"), "BBBB");
          Files.createSymbolicLink(output.resolve("link"), Path.of("dir/file"));
        });
    entry = store.entry("a");
  }

  private Lookup<CacheEntry> look() {
    return store.open().store().findUnaltered(StoreOnDisk.key("a"));
  }

  private CacheEntry found() {
    Lookup<CacheEntry> lookup = look();
    assertThat(lookup).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found<CacheEntry>) lookup).entry();
  }

  private String damage() {
    Lookup<CacheEntry> lookup = look();
    assertThat(lookup).isInstanceOf(Lookup.Corrupt.class);
    return ((Lookup.Corrupt<CacheEntry>) lookup).reason();
  }

  private EntryManifest manifest() throws IOException {
    Reading reading = ManifestReader.read(Files.readAllBytes(entry.resolve(EntryLayout.MANIFEST)));
    return ((Reading.Understood) reading).manifest();
  }

  private void replaceManifest(String from, String to) throws IOException {
    Path file = entry.resolve(EntryLayout.MANIFEST);
    String text = Files.readString(file).replaceAll(from, to);
    Files.delete(file);
    Files.writeString(file, text);
  }

  private void write(String name, String content) throws IOException {
    Modes.setOfFile(entry.resolve(name), 0644);
    Files.writeString(entry.resolve(name), content, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private List<Path> quarantined() throws IOException {
    Path quarantine = store.root().resolve(".quarantine");
    if (!Files.exists(quarantine)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(quarantine)) {
      return all.filter(Files::isRegularFile).map(quarantine::relativize).sorted().toList();
    }
  }

  @Test
  void manifest_hasTheTimeOfEachFileAndFolder_asItIsOnDisk() throws IOException {
    assertThat(manifest().modified())
        .isEqualTo(
            Map.of(
                "dir", FileStat.of(entry.resolve("dir")).modified(),
                "dir/empty", FileStat.of(entry.resolve("dir/empty")).modified(),
                "dir/file", FileStat.of(entry.resolve("dir/file")).modified(),
                "other", FileStat.of(entry.resolve("other")).modified()));
  }

  @Test
  void write_ofEqualSize_rightAfterTheRun_isNoticed() throws IOException {
    for (int i = 0; i < 20; i++) {
      String name = "quick" + i;
      store.store(
          StoreOnDisk.record(name), output -> Files.writeString(output.resolve("o"), "AAAA"));
      Path file = store.entry(name).resolve("o");
      Modes.setOfFile(file, 0644);
      Files.writeString(file, "BBBB");
      assertThat(store.open().store().findUnaltered(StoreOnDisk.key(name)))
          .isInstanceOf(Lookup.Corrupt.class);
    }
  }

  @Test
  void write_ofEqualSize_isNoticed_andNamed() throws IOException {
    write("dir/file", "BBBB");
    assertThat(damage()).contains(entry.resolve("dir/file").toString()).contains("written to");
  }

  @Test
  void replacement_ofEqualSize_isNoticed() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), "XXXX");
    Files.move(other, entry.resolve("dir/file"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(damage()).contains("dir/file");
  }

  @Test
  void otherTimes_withEqualContent_areNoted_soThatTheContentIsReadOnce() throws IOException {
    Files.setLastModifiedTime(entry.resolve("dir/file"), LATER);

    assertThat(found().tidy()).isEmpty();

    assertThat(manifest().modified())
        .containsEntry("dir/file", FileStat.of(entry.resolve("dir/file")).modified());
    Path manifest = entry.resolve(EntryLayout.MANIFEST);
    FileStat before = FileStat.exact(manifest);
    assertThat(found().tidy()).isEmpty();
    assertThat(FileStat.exact(manifest)).isEqualTo(before);
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void otherTimes_areNotNoted_withoutLeave() throws IOException {
    Files.setLastModifiedTime(entry.resolve("dir/file"), LATER);
    Map<String, Long> before = manifest().modified();
    assertThat(found().findForeign()).isEmpty();
    assertThat(manifest().modified()).isEqualTo(before);
  }

  @Test
  void timeOfJustNow_isNotNoted_asTheNextWriteCouldHaveIt() throws IOException {
    Files.setLastModifiedTime(
        entry.resolve("dir/file"), FileTime.from(Instant.now().plusSeconds(60)));
    Map<String, Long> before = manifest().modified();
    assertThat(found().tidy()).isEmpty();
    assertThat(manifest().modified()).isEqualTo(before);
  }

  @Test
  void manifestOfAnOlderVersion_getsTimes_ifTheContentsAreSound() throws IOException {
    replaceManifest("\"modified_ns\":-?[0-9]+,", "");
    assertThat(manifest().modified()).isEmpty();
    for (String name : List.of("dir/file", "other")) {
      Files.setLastModifiedTime(entry.resolve(name), LATER);
    }
    assertThat(found().tidy()).isEmpty();
    assertThat(manifest().modified()).containsKeys("dir/file", "other");
  }

  @Test
  void manifestOfAnOlderVersion_isNotBelieved_ifAContentIsAnother() throws IOException {
    replaceManifest("\"modified_ns\":-?[0-9]+,", "");
    write("other", "CCCC");
    assertThat(damage()).contains("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "dir/foreign", "dir/empty/foreign", ".hidden", "new\nline"})
  void member_thatTheManifestDoesNotList_isMovedToQuarantine_andNamed(String name)
      throws IOException {
    Files.writeString(entry.resolve(name), "foreign");
    CacheEntry found = found();
    assertThat(found.contains(name)).isFalse();
    assertThat(found.findForeign().orElseThrow()).contains(name);

    assertThat(found.tidy().orElseThrow()).contains(name).contains(".quarantine");

    assertThat(entry.resolve(name)).doesNotExist();
    assertThat(quarantined()).singleElement().asString().endsWith("-members/" + name);
    assertThat(found().findForeign()).isEmpty();
    assertThat(found().tidy()).isEmpty();
  }

  @Test
  void folderOfAnOlderManifest_isListedOnce() throws IOException {
    replaceManifest("\"modified_ns\":-?[0-9]+,", "");
    for (String name : List.of("dir/empty", "dir")) {
      Files.setLastModifiedTime(entry.resolve(name), LATER);
    }
    assertThat(found().tidy()).isEmpty();
    assertThat(manifest().modified()).containsKeys("dir", "dir/empty");

    Files.writeString(entry.resolve("dir/empty/foreign"), "x");
    assertThat(found().tidy().orElseThrow()).contains("dir/empty/foreign");
  }

  @Test
  void foreignFolderAndLink_areMovedAsTheyAre() throws IOException {
    Files.createDirectories(entry.resolve("new/sub"));
    Files.writeString(entry.resolve("new/sub/f"), "x");
    Files.createSymbolicLink(entry.resolve("dir/nowhere"), Path.of("/no/where"));

    assertThat(found().tidy().orElseThrow()).contains("new", "dir/nowhere");

    assertThat(entry.resolve("new")).doesNotExist();
    assertThat(Files.isSymbolicLink(entry.resolve("dir/nowhere"))).isFalse();
    assertThat(quarantined()).singleElement().asString().endsWith("-members/new/sub/f");
  }

  @Test
  void reservedNames_areNotForeign() throws IOException {
    Files.writeString(entry.resolve(".styxcache.tmp-1"), "left by a killed process");
    Files.writeString(entry.resolve(".styxcache.future"), "of a newer version");
    assertThat(found().tidy()).isEmpty();
    assertThat(entry.resolve(".styxcache.tmp-1")).exists();
    assertThat(entry.resolve(".styxcache.future")).exists();
  }

  @Test
  void entryWithoutManifest_hasNothingForeign() throws IOException {
    Path python = store.entry("python");
    Files.createDirectories(python);
    Files.writeString(python.resolve("whatever"), "x");
    Files.writeString(python.resolve(EntryLayout.DONE), "1");
    CacheEntry found = store.found("python");
    assertThat(found.findAlteration()).isEmpty();
    assertThat(found.findForeign()).isEmpty();
    assertThat(found.tidy()).isEmpty();
    assertThat(found.contains("whatever")).isTrue();
  }

  @Test
  void whileAnotherRunAddsOutputs_nothingIsTakenForForeign() throws IOException {
    Files.writeString(entry.resolve("added"), "not listed yet");
    CacheEntry found = found();
    try (KeyLock lock =
        new FileLocks(new EntryLayout(store.root())).acquireForMerge(StoreOnDisk.key("a"))) {
      assertThat(found.findForeign()).isEmpty();
      assertThat(found.tidy()).isEmpty();
      assertThat(entry.resolve("added")).exists();
    }
  }

  @Test
  void memberThatWasListedMeanwhile_isNotMoved() throws IOException {
    Files.writeString(entry.resolve("added"), "CCCC");
    CacheEntry found = found();
    // As the other run does last.
    store.store(
        StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("added"), "CCCC"));

    assertThat(found.tidy()).isEmpty();

    assertThat(entry.resolve("added")).hasContent("CCCC");
    assertThat(found().contains("added")).isTrue();
    assertThat(quarantined()).isEmpty();
  }

  @Test
  void addedOutputs_haveTimesToo() throws IOException {
    store.store(
        StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("added"), "CCCC"));
    assertThat(manifest().modified())
        .containsEntry("added", FileStat.of(entry.resolve("added")).modified())
        .containsKeys("dir/file", "other");
  }

  @Test
  void entryThatVanishesWhileItIsCompared_isNotUnavailable() throws IOException {
    Files.setLastModifiedTime(entry.resolve("dir/file"), LATER);
    CacheEntry found = store.found("a");
    Files.move(entry, directory.resolve("elsewhere"));
    assertThat(found.findAlteration()).isPresent();
    assertThat(found.tidy()).isEmpty();
    assertThat(look()).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void timesOfFiles_thatAreNewerThanOthers_stayNoOlder() throws IOException {
    store.store(
        StoreOnDisk.record("times"),
        output -> {
          Files.writeString(output.resolve("old"), "1");
          Files.setLastModifiedTime(output.resolve("old"), LATER);
          Files.writeString(output.resolve("data"), "1");
          Files.writeString(output.resolve("index"), "2");
        });
    Path times = store.entry("times");
    assertThat(FileStat.of(times.resolve("old")).modifiedTime()).isEqualTo(LATER.toInstant());
    assertThat(FileStat.of(times.resolve("index")).modified())
        .isGreaterThanOrEqualTo(FileStat.of(times.resolve("data")).modified());
  }

  @Test
  void textOfTheManifest_hasTheTimeBesideTheSize() throws IOException {
    String text = new String(Files.readAllBytes(entry.resolve(EntryLayout.MANIFEST)), UTF_8);
    long time = FileStat.of(entry.resolve("other")).modified();
    assertThat(text).contains("\"modified_ns\":" + time + ",\"path\":\"other\",\"size\":4");
    assertThat(Optional.of(text)).isPresent();
  }
}
