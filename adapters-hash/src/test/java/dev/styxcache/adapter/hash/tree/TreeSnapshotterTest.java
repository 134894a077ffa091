package dev.styxcache.adapter.hash.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.hash.file.UnusableInputException;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that several threads read. */
class TreeSnapshotterTest {

  private static final long SEED = 12;

  @TempDir private Path directory;
  private final ExecutorService helpers = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    helpers.shutdownNow();
  }

  private static List<String> members(TreeSnapshotter snapshotter, Path tree) throws Exception {
    List<String> members = new ArrayList<>();
    snapshotter
        .snapshot(tree)
        .trees()
        .get(0)
        .members()
        .forEach(member -> members.add(member.path()));
    return members;
  }

  /** The members by another way; paths sort segment by segment, as texts with NUL between. */
  private static List<String> expected(Path tree) throws IOException {
    TreeSet<String> paths = new TreeSet<>();
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.toList()) {
        if (Files.isRegularFile(path) || isEmptyDirectory(path)) {
          paths.add(tree.relativize(path).toString().replace('/', '\0'));
        }
      }
    }
    return paths.stream().map(path -> path.replace('\0', '/')).toList();
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> members = Files.list(path)) {
      return members.findAny().isEmpty();
    }
  }

  private static void grow(Path place, int depth, Random random) throws IOException {
    Files.createDirectories(place);
    int files = random.nextInt(10) == 0 ? 300 : random.nextInt(6);
    for (int i = 0; i < files; i++) {
      Files.writeString(place.resolve("f" + random.nextInt(1000)), "");
    }
    int directories = depth == 0 ? 0 : random.nextInt(depth == 3 ? 60 : 5);
    for (int i = 0; i < directories; i++) {
      grow(place.resolve((random.nextBoolean() ? "d" : "g") + i), depth - 1, random);
    }
  }

  @Test
  void snapshot_hasAllMembersInOrder_withAndWithoutHelpers() throws Exception {
    for (int round = 0; round < 3; round++) {
      Path tree = directory.resolve("tree" + round);
      grow(tree, 3, new Random(SEED + round));
      List<String> expected = expected(tree);
      assertThat(members(new TreeSnapshotter(helpers), tree))
          .as("seed %s", SEED + round)
          .isEqualTo(expected);
      assertThat(members(new TreeSnapshotter(late -> {}), tree)).isEqualTo(expected);
      assertThat(members(new TreeSnapshotter(Runnable::run), tree)).isEqualTo(expected);
    }
  }

  @Test
  void unusableMember_isTheFirstInOrder_evenIfLaterOnesAreReadAhead() throws Exception {
    for (int i = 0; i < 100; i++) {
      Files.writeString(
          Files.createDirectories(directory.resolve("d" + (1000 + i))).resolve("f"), "");
    }
    Path first = directory.resolve("d1050/pipe");
    Commands.run("mkfifo", first.toString(), directory.resolve("d1051/pipe").toString());
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> new TreeSnapshotter(helpers).snapshot(directory))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(first.toString());
    }
  }
}
