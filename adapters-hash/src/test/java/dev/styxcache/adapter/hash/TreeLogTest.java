package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.hash.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.TreeMember.RegularFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreeLogTest {

  private static final long SEED = 99;

  private static TreeLog log(List<TreeMember> members) {
    TreeLog.Writer writer = new TreeLog.Writer();
    members.forEach(writer::add);
    return writer.finish();
  }

  @Test
  void log_givesBackItsMembers() {
    System.out.println("TreeLogTest: seed " + SEED);
    Random random = new Random(SEED);
    String[] pieces = {"a", "/", "\u00e9", "\ud83d\ude00", "\ud83d\ude01", "\n", "very long name"};
    List<TreeMember> members = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < 5000; i++) {
      StringBuilder path = new StringBuilder();
      for (int j = random.nextInt(6); j > 0; j--) {
        path.append(pieces[random.nextInt(pieces.length)]);
      }
      switch (random.nextInt(4)) {
        case 0 -> {
          FileStat stat =
              new FileStat(
                  FileStat.Type.REGULAR,
                  random.nextInt(1000),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextBoolean());
          bytes += stat.size();
          members.add(new RegularFile(path.toString(), stat));
        }
        case 1 -> members.add(new EmptyDirectory(path.toString()));
        case 2 -> members.add(new InnerLink(path.toString(), "../" + path));
        default -> members.add(new OuterLink(path.toString(), "/" + path, i, "in" + path));
      }
    }
    TreeLog log = log(members);
    assertThat(log).containsExactlyElementsOf(members);
    assertThat(log).containsExactlyElementsOf(members);
    assertThat(log.fileBytes()).isEqualTo(bytes);
  }

  @Test
  void log_ofNothing_isEmpty() {
    assertThat(log(List.of())).isEmpty();
    assertThat(log(List.of()).fileBytes()).isZero();
  }
}
