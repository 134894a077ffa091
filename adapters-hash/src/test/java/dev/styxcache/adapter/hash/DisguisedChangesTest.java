package dev.styxcache.adapter.hash;

import static dev.styxcache.adapter.hash.CachingHasher.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes of a file that is remembered, each made to look as if there had been none: the size stays
 * and the time of the last change of the content is set back to the nanosecond.
 */
class DisguisedChangesTest {

  private static final int SIZE = 2 << 20;

  @TempDir private Path disk;
  private Path file;
  private Path reference;
  private CachingHasher hasher;

  @BeforeEach
  void remember() throws IOException {
    hasher = new CachingHasher(disk.resolve("cache"));
    file = write(Files.createDirectory(disk.resolve("data")).resolve("file"), 1);
    reference = disk.resolve("reference");
    Commands.run("touch", "-r", file.toString(), reference.toString());
    hasher.hash(file);
    hasher.hash(file);
    assertThat(hasher.hasRead()).as("remembered before it is changed").isFalse();
  }

  private static Path write(Path path, int content) throws IOException {
    byte[] bytes = new byte[SIZE];
    bytes[SIZE / 2] = (byte) content;
    return Files.write(path, bytes);
  }

  private void disguise(Path path) {
    Commands.run("touch", "-r", reference.toString(), path.toString());
  }

  private void assertSeen(Path path) {
    assertThat(hasher.hash(path)).isEqualTo(Digests.of(path));
    assertThat(hasher.hasRead()).isTrue();
    assertThat(hasher.hash(path)).isEqualTo(Digests.of(path));
  }

  @Test
  void changedByte_isDetected() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {9}), SIZE - 1);
    }
    disguise(file);
    assertSeen(file);
  }

  @Test
  void changeWithATimeSetByDate_isDetected() throws IOException {
    String date = Commands.run("stat", "-c", "%y", file.toString()).strip();
    write(file, 2);
    Commands.run("touch", "-d", date, file.toString());
    assertThat(Commands.run("stat", "-c", "%y", file.toString()).strip()).isEqualTo(date);
    assertSeen(file);
  }

  @Test
  void replacement_isDetected_evenWithAllTimesCopied() throws IOException {
    Path next = write(disk.resolve("next"), 3);
    disguise(next);
    Path copy = disk.resolve("copy");
    Commands.run("cp", "-a", next.toString(), copy.toString());
    Commands.run("mv", "-f", next.toString(), file.toString());
    assertSeen(file);
    write(file, 4);
    disguise(file);
    assertSeen(file);
    Commands.run("mv", "-f", copy.toString(), file.toString());
    assertSeen(file);
  }

  @Test
  void swappedFiles_areDetected() throws IOException {
    Path other = write(file.resolveSibling("other"), 5);
    disguise(other);
    hasher.hash(other);
    Path aside = disk.resolve("aside");
    Files.move(file, aside);
    Files.move(other, file);
    Files.move(aside, other);
    assertSeen(file);
    assertSeen(other);
    assertThat(Digests.of(file)).isNotEqualTo(Digests.of(other));
  }

  @Test
  void changeThroughAHardLink_isDetected() throws IOException {
    Path other = Files.createLink(disk.resolve("other"), file);
    hasher.hash(file);
    hasher.hash(other);
    write(other, 6);
    disguise(other);
    assertSeen(file);
    assertSeen(other);
  }

  @Test
  void recreatedFile_isDetected_evenInTheSameInode() throws IOException {
    String inode = Commands.run("stat", "-c", "%i", file.toString());
    boolean same = false;
    for (int content = 2; content < 60 && !same; content++) {
      Files.delete(file);
      write(file, content);
      disguise(file);
      assertSeen(file);
      same = Commands.run("stat", "-c", "%i", file.toString()).equals(inode);
    }
    assumeTrue(same, "this file system takes new inodes");
  }

  @Test
  void replacedDirectory_isDetected() throws IOException {
    Path data = disk.resolve("data");
    hasher.hash(data);
    Path next = Files.createDirectory(disk.resolve("next"));
    disguise(write(next.resolve("file"), 7));
    Files.move(data, disk.resolve("old"));
    Files.move(next, data);
    assertSeen(data);
  }

  @Test
  void redirectedLink_isDetected() throws IOException {
    Path other = write(disk.resolve("other"), 8);
    disguise(other);
    Path link = Files.createSymbolicLink(disk.resolve("link"), file);
    hasher.hash(link);
    hasher.hash(other);
    Files.delete(link);
    Files.createSymbolicLink(link, other);
    assertThat(hasher.hash(link)).isEqualTo(Digests.of(other));
  }

  @Test
  void clockSetBack_costsAReadOnly() throws IOException {
    // The file then seems to come from the future, where nothing can be told from its times.
    assertThat(hasher.hash(file, HOUR.negated())).isEqualTo(Digests.of(file));
    assertThat(hasher.hasRead()).isTrue();
    write(file, 9);
    disguise(file);
    assertThat(hasher.hash(file, HOUR.negated())).isEqualTo(Digests.of(file));
    assertSeen(file);
    assertThat(hasher.hash(file, Duration.ofDays(3650))).isEqualTo(Digests.of(file));
  }

  /** By this machine's own clock, as fast as it goes: most of these fall into one tick. */
  @Test
  void changesWithinATick_areDetected() throws IOException {
    for (int content = 0; content < 100; content++) {
      write(file, content);
      disguise(file);
      assertThat(hasher.hash(file, Duration.ZERO)).isEqualTo(Digests.of(file));
    }
  }
}
