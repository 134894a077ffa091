package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkChainTest {

  private static final long SEED = 2718;
  private static final List<String> NAMES =
      List.of("d", "d/e", "f", "d/g", "l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "no");
  private static final List<String> STEPS =
      List.of("d", "e", "f", "g", "..", "..", ".", "l0", "l1", "l2", "l3", "l4", "l5", "no");

  @TempDir private Path directory;

  /** The operating system is the reference. */
  @Test
  void path_leadsNowhere_whereTheSystemFindsNothing() throws IOException {
    System.out.println("LinkChainTest: seed " + SEED);
    Random random = new Random(SEED);
    int found = 0;
    int lost = 0;
    for (int round = 0; round < 150; round++) {
      Path root = Files.createDirectories(directory.resolve("round" + round));
      Files.createDirectories(root.resolve("d/e"));
      Files.writeString(root.resolve("f"), "");
      Files.writeString(root.resolve("d/g"), "");
      for (int i = 0; i < 8; i++) {
        Path link = root.resolve("l" + i);
        Path target = Path.of(target(random));
        Files.createSymbolicLink(link, random.nextInt(4) == 0 ? root.resolve(target) : target);
      }
      for (String name : NAMES) {
        for (Path path : List.of(root.resolve(name), root.resolve(name).resolve(target(random)))) {
          boolean exists = Files.exists(path);
          assertThat(LinkChain.leadsNowhere(path)).as("%s", path).isEqualTo(!exists);
          found += exists ? 1 : 0;
          lost += exists ? 0 : 1;
        }
      }
    }
    assertThat(found).isGreaterThan(500);
    assertThat(lost).isGreaterThan(500);
  }

  private static String target(Random random) {
    StringBuilder target = new StringBuilder(STEPS.get(random.nextInt(STEPS.size())));
    for (int i = random.nextInt(3); i > 0; i--) {
      target.append('/').append(STEPS.get(random.nextInt(STEPS.size())));
    }
    return target.toString();
  }

  @Test
  void link_withTooLongAName_leadsNowhere() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("l"), Path.of("x".repeat(256)));
    assertThat(LinkChain.leadsNowhere(link)).isTrue();
  }
}
