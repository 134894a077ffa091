package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCopyTest {

  private static final int LARGE = 40_000_000;

  @TempDir Path directory;

  @Test
  void copy_isEqual_atAnyLength() throws IOException {
    for (int length : new int[] {0, 1, (1 << 20) - 1, 1 << 20, 5_000_001}) {
      Path source = random("source" + length, directory, length);
      Path target = directory.resolve("target" + length);
      ContentCopy.copy(source, target);
      assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    }
  }

  @Test
  void copy_onAFileSystemWithReflinks_takesNoSpace() throws IOException {
    assumeTrue(Commands.exists("mkfs.xfs"), "mkfs.xfs is not here to make a disk that can share");
    Path image = directory.resolve("image");
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.allocate(1), 400_000_000);
    }
    Commands.run("mkfs.xfs", "-q", "-m", "reflink=1", image.toString());
    Path disk = Files.createDirectory(directory.resolve("disk"));
    boolean mounted = mount(image, disk);
    assumeTrue(mounted, "this user may not mount a disk");
    try {
      Path source = random("source", disk, LARGE);
      Commands.run("sync", "-f", disk.toString());
      long before = Files.getFileStore(disk).getUsableSpace();

      ContentCopy.copy(source, disk.resolve("target"));

      Commands.run("sync", "-f", disk.toString());
      assertThat(before - Files.getFileStore(disk).getUsableSpace()).isLessThan(LARGE / 4);
      assertThat(Files.mismatch(source, disk.resolve("target"))).isEqualTo(-1);
      try (FileChannel channel =
          FileChannel.open(disk.resolve("target"), StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.allocate(100), 0);
      }
      assertThat(Files.mismatch(source, disk.resolve("target")))
          .as("a change of the copy is not one of the source")
          .isBetween(0L, 99L);
    } finally {
      Commands.run("umount", disk.toString());
    }
  }

  private static boolean mount(Path image, Path disk) {
    try {
      Commands.run("mount", "-o", "loop", image.toString(), disk.toString());
      return true;
    } catch (java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static Path random(String name, Path folder, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }
}
