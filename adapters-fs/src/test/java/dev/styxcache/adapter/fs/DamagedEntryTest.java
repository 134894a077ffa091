package dev.styxcache.adapter.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which an entry can contradict its manifest; none is a hit. */
class DamagedEntryTest {

  @TempDir Path directory;
  private StoreOnDisk store;
  private Path entry;

  @BeforeEach
  void storeOneEntry() throws IOException {
    store = new StoreOnDisk(directory.resolve("cache"));
    try (Staging staging = store.writer().stage(StoreOnDisk.key("a"))) {
      Path output = staging.directory();
      Files.createDirectories(output.resolve("dir/empty"));
      Files.writeString(output.resolve("dir/file"), "content");
      Files.createSymbolicLink(output.resolve("link"), Path.of("dir/file"));
      byte[] line = "a line\n".getBytes(UTF_8);
      staging.capture(StreamName.STDOUT).accept(line, 0, line.length);
      byte[] latin1 = {(byte) 0xe5, '\n'};
      staging.capture(StreamName.STDERR).accept(latin1, 0, latin1.length);
      staging.commit(StoreOnDisk.record("a"));
    }
    entry = store.entry("a");
    assertThat(store.find("a")).isInstanceOf(Lookup.Found.class);
  }

  private String damage() {
    Lookup<CacheEntry> lookup = store.find("a");
    assertThat(lookup).isInstanceOf(Lookup.Corrupt.class);
    return ((Lookup.Corrupt<CacheEntry>) lookup).reason();
  }

  private void overwrite(String name, byte[] content) throws IOException {
    Files.delete(entry.resolve(name));
    Files.write(entry.resolve(name), content);
  }

  private String manifest() throws IOException {
    return Files.readString(entry.resolve(".styxcache.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dir/file",
        "dir/empty",
        "link",
        ".styxcache.stdout.gz",
        ".styxcache.stderr.gz",
        ".styxcache.stderr.raw.gz"
      })
  void find_whenSomethingIsMissing_namesIt(String name) throws IOException {
    Files.delete(entry.resolve(name));
    assertThat(damage()).contains(entry.resolve(name).toString()).contains("missing");
  }

  @Test
  void find_whenAFileHasAnotherSize_saysBoth() throws IOException {
    overwrite("dir/file", new byte[6]);
    assertThat(damage())
        .contains(entry.resolve("dir/file").toString())
        .contains("6 bytes")
        .contains("says 7");
  }

  @Test
  void find_whenAFileIsAFolder_saysSo() throws IOException {
    Files.delete(entry.resolve("dir/file"));
    Files.createDirectory(entry.resolve("dir/file"));
    assertThat(damage()).contains("dir/file").contains("a directory").contains("a file");
  }

  @Test
  void find_whenAFolderIsALinkToOne_saysSo() throws IOException {
    Files.move(entry.resolve("dir"), directory.resolve("elsewhere"));
    Files.createSymbolicLink(entry.resolve("dir"), directory.resolve("elsewhere"));
    assertThat(damage()).contains(entry.resolve("dir").toString()).contains("a symbolic link");
  }

  @Test
  void find_whenAFileIsALinkToOneOfTheSameSize_saysSo() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "CONTENT");
    Files.delete(entry.resolve("dir/file"));
    Files.createSymbolicLink(entry.resolve("dir/file"), elsewhere);
    assertThat(damage()).contains("a symbolic link");
  }

  @Test
  void find_whenALinkLeadsElsewhere_saysBoth() throws IOException {
    Files.delete(entry.resolve("link"));
    Files.createSymbolicLink(entry.resolve("link"), Path.of("/etc/passwd"));
    assertThat(damage()).contains("/etc/passwd").contains("dir/file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 25})
  void find_whenACaptureIsCutShort_saysSo(int length) throws IOException {
    byte[] whole = Files.readAllBytes(entry.resolve(".styxcache.stdout.gz"));
    overwrite(".styxcache.stdout.gz", java.util.Arrays.copyOf(whole, length));
    assertThat(damage()).contains(".styxcache.stdout.gz");
  }

  @Test
  void find_whenTheManifestIsGone_butThisSoftwareMadeTheEntry_saysSo() throws IOException {
    Files.delete(entry.resolve(".styxcache.json"));
    assertThat(damage()).contains("lost its manifest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "null", "[]", "{}", "\0\0\0\0", "{\"format\":\"1\"}", "{\"format\":0}"})
  void find_whenTheManifestIsNone_saysSo(String text) throws IOException {
    overwrite(".styxcache.json", text.getBytes(UTF_8));
    assertThat(damage()).contains(".styxcache.json");
  }

  @Test
  void find_whenTheManifestIsCutShort_anywhere_neverFindsTheEntry() throws IOException {
    byte[] whole = manifest().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length += 7) {
      overwrite(".styxcache.json", java.util.Arrays.copyOf(whole, length));
      assertThat(store.find("a")).as("%s bytes", length).isInstanceOf(Lookup.Corrupt.class);
    }
  }

  @Test
  void find_whenTheManifestIsThatOfAnotherKey_saysSo() throws IOException {
    store.store(StoreOnDisk.record("b"), output -> {});
    overwrite(".styxcache.json", Files.readAllBytes(store.entry("b").resolve(".styxcache.json")));
    assertThat(damage()).contains(StoreOnDisk.key("b").hex());
  }

  @Test
  void find_whenThePayloadIsNotTheKeys_saysSo() throws IOException {
    String other = manifest().replace("{\\\"test\\\":\\\"a\\\"}", "{\\\"test\\\":\\\"c\\\"}");
    assertThat(other).isNotEqualTo(manifest());
    overwrite(".styxcache.json", other.getBytes(UTF_8));
    assertThat(damage()).contains("payload");
  }

  @Test
  void find_whenTheFormatIsNewer_saysWhich_andIsNoDamage() throws IOException {
    overwrite(
        ".styxcache.json", manifest().replace("\"format\":1", "\"format\":7").getBytes(UTF_8));
    assertThat(store.find("a"))
        .isInstanceOfSatisfying(
            Lookup.Newer.class, newer -> assertThat(newer.reason()).contains("format 7"));
  }

  @Test
  void find_whenANewerVersionAddedAMember_findsTheEntry() throws IOException {
    overwrite(
        ".styxcache.json",
        manifest()
            .replace("\"format\":1", "\"format\":1,\"future\":{\"a\":[1,2.5]}")
            .getBytes(UTF_8));
    assertThat(store.find("a")).isInstanceOf(Lookup.Found.class);
  }

  @Test
  void find_whenTheDoneMarkerIsGone_isAbsent() throws IOException {
    Files.delete(entry.resolve(".styxcache.done"));
    assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void replay_whenTheContentOfACaptureIsWrong_saysSo() throws IOException {
    byte[] capture = Files.readAllBytes(entry.resolve(".styxcache.stdout.gz"));
    capture[14] ^= 0x55;
    overwrite(".styxcache.stdout.gz", capture);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> store.found("a").replay(StreamName.STDOUT, OutputHandler.discard()))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("stdout");
  }

  @Test
  void replay_whenTheEntryWasTakenAwayAfterItWasFound_fails() throws IOException {
    CacheEntry found = store.found("a");
    Files.move(entry, directory.resolve("elsewhere"));
    for (StreamName name : StreamName.values()) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> found.replay(name, OutputHandler.discard()))
          .isInstanceOf(CacheUnavailableException.class)
          .hasMessageContaining(name.text());
    }
  }

  @Test
  void replay_whenACaptureWasReplacedAfterTheEntryWasFound_isOfWhatIsThere() throws IOException {
    CacheEntry found = store.found("a");
    byte[] capture = Files.readAllBytes(entry.resolve(".styxcache.stdout.gz"));
    capture[14] ^= 0x55;
    overwrite(".styxcache.stdout.gz", capture);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> found.replay(StreamName.STDOUT, OutputHandler.discard()))
        .isInstanceOf(CacheUnavailableException.class);
  }
}
