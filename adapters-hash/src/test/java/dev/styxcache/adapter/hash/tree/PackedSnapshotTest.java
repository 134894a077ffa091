package dev.styxcache.adapter.hash.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.hash.tree.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.tree.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.tree.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.tree.TreeMember.RegularFile;
import dev.styxcache.files.FileStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedSnapshotTest {

  private static final long SEED = 99;

  private static PackedSnapshot pack(List<TreeMember> members) {
    PackedSnapshot.Writer writer = new PackedSnapshot.Writer();
    members.forEach(writer::add);
    return writer.finish();
  }

  @Test
  void snapshot_givesBackItsMembers() {
    System.out.println("PackedSnapshotTest: seed " + SEED);
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
                  0100000 | random.nextInt(010000),
                  random.nextInt(1000),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong(),
                  random.nextLong());
          bytes += stat.size();
          members.add(new RegularFile(path.toString(), stat));
        }
        case 1 -> members.add(new EmptyDirectory(path.toString()));
        case 2 -> members.add(new InnerLink(path.toString(), "../" + path));
        default -> members.add(new OuterLink(path.toString(), "/" + path, i, "in" + path));
      }
    }
    PackedSnapshot packed = pack(members);
    assertThat(packed).containsExactlyElementsOf(members);
    assertThat(packed).containsExactlyElementsOf(members);
    assertThat(packed.fileBytes()).isEqualTo(bytes);
  }

  @Test
  void snapshot_ofNothing_isEmpty() {
    assertThat(pack(List.of())).isEmpty();
    assertThat(pack(List.of()).fileBytes()).isZero();
  }
}
