package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.files.process.ChildJvm;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes hash one tree with one digest cache at the same time. Between the rounds files are
 * changed and get their old times back; during them processes are killed, and the cache is
 * corrupted. Every digest that a process prints must be right.
 */
@Timeout(300)
class AttackedDigestCacheTest {

  private static final int FILES = 40;
  private static final int FILE_BYTES = 64 << 10;
  private static final int PROCESSES = 4;
  private static final int ROUNDS = 14;
  private static final long MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private final long seed = Long.getLong("styxcache.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<ChildJvm> children = new ArrayList<>();

  @TempDir private Path disk;
  private Path cache;
  private Path tree;

  private ChildJvm child() {
    ChildJvm child = ChildJvm.start(HashingProcess.class, cache, tree);
    assertThat(child.line()).isEqualTo("ready");
    return child;
  }

  @AfterEach
  void end() {
    children.forEach(ChildJvm::close);
  }

  @BeforeEach
  void make() throws IOException {
    cache = disk.resolve("cache");
    tree = Files.createDirectory(disk.resolve("tree"));
    for (int i = 0; i < FILES; i++) {
      Files.write(file(i), content());
    }
  }

  @Test
  void noDigestIsWrong_whateverHappensToFilesCacheAndProcesses() throws IOException {
    for (int i = 0; i < PROCESSES; i++) {
      children.add(child());
    }
    int cached = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        changeButKeepTimes(file(random.nextInt(FILES)));
      }
      String expected = Digests.of(tree).hex();
      children.forEach(ChildJvm::goOn);
      if (round % 3 == 1) {
        LockSupport.parkNanos((long) (random.nextDouble() * MAX_NANOS));
        children.remove(random.nextInt(children.size())).kill();
      }
      if (round % 3 == 2) {
        LockSupport.parkNanos((long) (random.nextDouble() * MAX_NANOS));
        corrupt(cache.resolve("digests-1"));
      }
      for (ChildJvm child : children) {
        String line = child.line();
        assertThat(line).as("seed %s, round %s", seed, round).startsWith(expected + " ");
        cached += line.endsWith("cached") ? 1 : 0;
      }
      while (children.size() < PROCESSES) {
        children.add(child());
      }
    }
    assertThat(cached).as("the cache was used, seed %s", seed).isPositive();
  }

  private Path file(int number) {
    return tree.resolve("file" + number);
  }

  private byte[] content() {
    byte[] bytes = new byte[FILE_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private void changeButKeepTimes(Path file) throws IOException {
    Path reference = disk.resolve("reference");
    Files.deleteIfExists(reference);
    Commands.run("touch", "-r", file.toString(), reference.toString());
    if (random.nextBoolean()) {
      Files.write(file, content());
    } else {
      Path next = Files.write(disk.resolve("next"), content());
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Commands.run("touch", "-r", reference.toString(), file.toString());
  }

  private void corrupt(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> Files.delete(file);
      case 1 -> Files.write(file, content());
      case 2 -> {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(random.nextInt((int) channel.size() + 1));
        }
      }
      default -> {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(content()).limit(1 + random.nextInt(300));
          channel.write(bytes, random.nextInt((int) channel.size() + 1));
        }
      }
    }
  }
}
