package dev.styxcache.adapter.s3.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.s3.Digests;
import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackTest {

  private static List<TreeRecord.File> files(int count, int size) {
    List<TreeRecord.File> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = ("content " + i).getBytes(StandardCharsets.UTF_8);
      files.add(new TreeRecord.File("f" + i, size, 0644, Digests.of(name)));
    }
    files.sort(Comparator.comparing(file -> file.hash().hex()));
    return files;
  }

  @Test
  void twoThousandFilesOf4KiB_travelInSomeTensOfPacks() {
    List<List<TreeRecord.File>> packs = Pack.cut(files(2000, 4096));

    assertThat(packs.size()).isBetween(8, 40);
    assertThat(packs.stream().flatMap(List::stream).toList()).isEqualTo(files(2000, 4096));
  }

  @Test
  void noPackIsLongerThanItsBound_andTheLastContentOfIt() {
    for (List<TreeRecord.File> pack : Pack.cut(files(300, TransferSizes.SMALL))) {
      long bytes = pack.stream().mapToLong(TreeRecord.File::size).sum();
      assertThat(bytes).isLessThan(TransferSizes.FULL_PACK + TransferSizes.SMALL);
    }
  }

  @Test
  void entriesThatDifferInOneContent_haveAlmostAllPacksInCommon() {
    List<TreeRecord.File> all = files(2000, 4096);
    List<TreeRecord.File> but = new ArrayList<>(all);
    but.remove(1000);

    Set<List<TreeRecord.File>> common = new HashSet<>(Pack.cut(all));
    int packs = common.size();
    common.retainAll(new HashSet<>(Pack.cut(but)));

    assertThat(packs - common.size()).isBetween(1, 4);
  }

  @Test
  void nothing_makesNoPack() {
    assertThat(Pack.cut(List.of())).isEmpty();
  }
}
