package dev.styxcache.adapter.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written to while they are hashed. */
@ParameterizedClass
@MethodSource("implementations")
class ChangingFilesTest {

  /** Several buffers with every implementation, in bytes. */
  private static final int SIZE = 2_500_000;

  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02.123456789Z");

  @Parameter private Implementation implementation;
  @TempDir private Path disk;
  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private Path file;
  private Path inMemory;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  @BeforeEach
  void makeFiles() throws IOException {
    file = Files.writeString(disk.resolve("file"), "a".repeat(SIZE));
    inMemory = memory.getPath("/file");
    Files.writeString(inMemory, "a".repeat(SIZE));
    Files.setLastModifiedTime(inMemory, FileTime.from(LONG_AGO));
  }

  @AfterEach
  void close() throws IOException {
    memory.close();
  }

  private static void overwrite(Path path, long at, String text) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path, WRITE)) {
      channel.position(at).write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
  }

  /** Reads without helpers, so that a file is read from its beginning to its end. */
  private HashEngine contents() {
    return implementation.engine(helper -> {});
  }

  private HookedEngine hooked(HookedEngine.Hook change) {
    return new HookedEngine(contents(), 1, change);
  }

  private static ContentHasher hasher(HashEngine contents, Instant now) {
    return new FileContentHasher(
        helpers -> contents, ByteProgress.silent(), InstantSource.fixed(now), Optional.empty());
  }

  private HashedContent content(Path path) {
    return implementation.hasher().hash(List.of(path)).get(0);
  }

  private void assertNoticed(HookedEngine.Hook change, String... parts) {
    for (Path input : List.of(file, disk)) {
      assertThatThrownBy(() -> hasher(hooked(change), Instant.MAX).hash(List.of(input)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("while it was hashed; run again when nothing writes to it")
          .hasMessageContainingAll(parts);
      restore();
    }
  }

  private void restore() {
    try {
      Files.writeString(file, "a".repeat(SIZE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void file_thatGrowsWhileItIsRead_isRefused() {
    assertNoticed(() -> Files.writeString(file, "more", APPEND), "written to or replaced");
  }

  @Test
  void file_thatShrinksWhileItIsRead_isRefused() {
    assertNoticed(() -> Files.writeString(file, "less"), "written to or replaced");
  }

  @Test
  void file_thatVanishesWhileItIsRead_isRefused() {
    assertNoticed(() -> Files.delete(file), "vanished");
  }

  @Test
  void file_thatIsReplacedWhileItIsRead_isRefused() throws IOException {
    assertNoticed(
        () -> {
          Path other = Files.writeString(disk.resolve("other"), "a".repeat(SIZE));
          Files.move(other, file, REPLACE_EXISTING);
        },
        "written to or replaced");
  }

  @Test
  void file_thatIsTouchedWhileItIsRead_isRefused() {
    assertNoticed(
        () -> Files.setLastModifiedTime(file, FileTime.from(LONG_AGO)), "written to or replaced");
  }

  /** The times are set back, as if the clock had not ticked since the last change. */
  @ParameterizedTest
  @ValueSource(longs = {0, SIZE - 1})
  void file_thatIsWrittenToInTheTickOfItsLastChange_isRefused(long at) {
    HookedEngine.Hook change =
        () -> {
          overwrite(inMemory, at, "b");
          Files.setLastModifiedTime(inMemory, FileTime.from(LONG_AGO));
        };
    ContentHasher hasher = hasher(hooked(change), LONG_AGO);
    if (at == 0) {
      assertThatThrownBy(() -> hasher.hash(List.of(inMemory)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("/file was written to while it was hashed");
    } else {
      // Written before it was read: this is simply its content.
      assertThat(hasher.hash(List.of(inMemory)).get(0).hash())
          .isEqualTo(Digests.of("a".repeat(SIZE - 1) + "b"));
    }
  }

  @Test
  void watch_ofARacyFile_comparesContent() throws IOException {
    ContentWatch watch =
        hasher(contents(), LONG_AGO.plusMillis(1)).hash(List.of(inMemory)).get(0).watch();
    assertThat(watch.findChange()).isEmpty();
    overwrite(inMemory, 1000, "b");
    Files.setLastModifiedTime(inMemory, FileTime.from(LONG_AGO));
    assertThat(watch.findChange()).contains(inMemory);
  }

  @Test
  void watch_ofTree_withARacyFile_comparesContent() throws IOException {
    Path root = memory.getPath("/");
    ContentWatch watch =
        hasher(contents(), LONG_AGO.plusMillis(1)).hash(List.of(root)).get(0).watch();
    assertThat(watch.findChange()).isEmpty();
    overwrite(inMemory, 1000, "b");
    Files.setLastModifiedTime(inMemory, FileTime.from(LONG_AGO));
    assertThat(watch.findChange()).contains(inMemory);
  }

  @Test
  void watch_withoutRacyFiles_readsNothingAgain() throws IOException {
    Instant later = LONG_AGO.plus(Duration.ofMinutes(1));
    AtomicInteger reads = new AtomicInteger();
    HookedEngine counting = HookedEngine.counting(contents(), reads);
    ContentWatch watch = hasher(counting, later).hash(List.of(inMemory)).get(0).watch();
    int before = reads.get();
    assertThat(before).isPositive();
    assertThat(watch.findChange()).isEmpty();
    assertThat(reads).hasValue(before);
  }

  @Test
  void watch_onDisk_detectsAChangeWhoseTimeWasSetBack() throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    ContentWatch watch = content(file).watch();
    overwrite(file, 1000, "b");
    Files.setLastModifiedTime(file, before);
    assertThat(watch.findChange()).contains(file);
  }

  @Test
  void watch_ofTree_detectsThatAFileBecameExecutable() throws Exception {
    ContentWatch watch = content(disk).watch();
    Commands.run("chmod", "+x", file.toString());
    assertThat(watch.findChange()).contains(file);
  }

  @Test
  void watch_ofTree_detectsAMemberThatCannotBeHashed() throws Exception {
    ContentWatch watch = content(disk).watch();
    Path pipe = disk.resolve("pipe");
    Commands.run("mkfifo", pipe.toString());
    assertThat(watch.findChange()).contains(pipe);
  }
}
