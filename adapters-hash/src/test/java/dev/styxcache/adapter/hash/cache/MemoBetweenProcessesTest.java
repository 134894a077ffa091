package dev.styxcache.adapter.hash.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.files.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at one memo. That none has a wrong digest, {@link MemoCase#known} asserts. */
@Timeout(120)
class MemoBetweenProcessesTest {

  @TempDir private Path disk;

  @Test
  void processes_thatWriteAtOnce_loseNothing() {
    Path directory = disk.resolve("memo");
    List<ChildJvm> children = new ArrayList<>();
    for (int child = 0; child < 4; child++) {
      children.add(ChildJvm.start(MemoProcess.class, directory, child * 100_000, 60));
    }
    for (ChildJvm child : children) {
      assertThat(child.remainingLines()).endsWith("3000", "done");
      child.close();
    }
    FileMemo memo = MemoCase.memo(directory);
    for (int child = 0; child < 4; child++) {
      assertThat(MemoCase.known(memo, child * 100_000, child * 100_000 + 3_000)).isEqualTo(3_000);
    }
  }

  @Test
  void reader_knowsWhatItKnew_whileOthersCompact() {
    Path directory = disk.resolve("memo");
    FileMemo reader = MemoCase.memo(directory);
    MemoCase.remember(MemoCase.memo(directory), 0, 3_000);
    assertThat(MemoCase.known(reader, 0, 1_500)).isEqualTo(1_500);
    try (ChildJvm child = ChildJvm.start(MemoProcess.class, directory, 100_000, 80)) {
      for (int round = 0; round < 80; round++) {
        assertThat(MemoCase.known(reader, 0, 3_000)).isEqualTo(3_000);
        child.line();
      }
      assertThat(child.remainingLines()).endsWith("4000", "done");
    }
    assertThat(MemoCase.known(reader, 0, 3_000)).isEqualTo(3_000);
    reader.flush();
    assertThat(MemoCase.known(reader, 100_000, 104_000)).isEqualTo(4_000);
  }

  @Test
  void processes_thatAreKilledWhileTheyWrite_leaveAMemoThatWorks() {
    Path directory = disk.resolve("memo");
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      int from = round * 1_000_000;
      int handedOver;
      try (ChildJvm child = ChildJvm.start(MemoProcess.class, directory, from, 10_000)) {
        child.line();
        handedOver = 0;
        for (int lines = random.nextInt(150); lines >= 0; lines--) {
          handedOver = Integer.parseInt(child.line());
        }
        child.kill();
      }
      assertThat(MemoCase.known(MemoCase.memo(directory), from, from + handedOver))
          .as("seed %s, round %s", seed, round)
          .isEqualTo(handedOver);
      MemoCase.remember(MemoCase.memo(directory), from - 1_000, from);
      assertThat(MemoCase.known(MemoCase.memo(directory), from - 1_000, from)).isEqualTo(1_000);
    }
    assertThat(Files.exists(directory.resolve(MemoFile.NAME))).isTrue();
  }
}
