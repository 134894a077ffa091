package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Trees that several threads look at. */
class SurveyorTest {

  private static final long SEED = 12;

  @TempDir private Path directory;
  private final ExecutorService helpers = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    helpers.shutdownNow();
  }

  private static List<String> members(Surveyor surveyor, Path tree) throws Exception {
    List<String> members = new ArrayList<>();
    surveyor.survey(tree).trees().get(0).log().forEach(member -> members.add(member.path()));
    return members;
  }

  /** What is in the tree, by another way; the paths' segments sort as texts with NUL between. */
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
  void survey_hasAllMembersInTheirOrder_withAndWithoutHelp() throws Exception {
    for (int round = 0; round < 3; round++) {
      Path tree = directory.resolve("tree" + round);
      grow(tree, 3, new Random(SEED + round));
      List<String> expected = expected(tree);
      assertThat(members(new Surveyor(helpers), tree))
          .as("seed %s", SEED + round)
          .isEqualTo(expected);
      assertThat(members(new Surveyor(late -> {}), tree)).isEqualTo(expected);
      assertThat(members(new Surveyor(Runnable::run), tree)).isEqualTo(expected);
    }
  }

  @Test
  void whatCannotBePartOfADigest_isTheFirstInOrder_howeverFarOthersAreAhead() throws Exception {
    for (int i = 0; i < 100; i++) {
      Files.writeString(
          Files.createDirectories(directory.resolve("d" + (1000 + i))).resolve("f"), "");
    }
    Path first = directory.resolve("d1050/pipe");
    Processes.run("mkfifo", first.toString(), directory.resolve("d1051/pipe").toString());
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> new Surveyor(helpers).survey(directory))
          .isInstanceOf(UnusableInputException.class)
          .hasMessageContaining(first.toString());
    }
  }
}
