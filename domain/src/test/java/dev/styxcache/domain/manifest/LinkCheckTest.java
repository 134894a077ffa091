package dev.styxcache.domain.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCheckTest {

  private static final String ROOT = "/cache/.incoming/run";
  private static final String REAL_ROOT = "/mnt/disk/cache/.incoming/run";

  private static List<TreeRecord> tree(TreeRecord... more) {
    List<TreeRecord> tree = new ArrayList<>();
    tree.add(new TreeRecord.Folder("a", 0755));
    tree.add(new TreeRecord.Folder("a/b", 0755));
    tree.add(new TreeRecord.Folder("a/b/c", 0755));
    tree.add(new TreeRecord.File("a/file", 1, 0644, new ContentHash("0".repeat(64))));
    tree.add(new TreeRecord.Link("to-c", "a/b/c"));
    tree.add(new TreeRecord.Link("a/b/c/to-root", "../../.."));
    tree.add(new TreeRecord.Link("loop1", "loop2"));
    tree.add(new TreeRecord.Link("loop2", "loop1"));
    tree.addAll(List.of(more));
    return tree;
  }

  private static boolean leadsOut(String path, String target) {
    TreeRecord.Link link = new TreeRecord.Link(path, target);
    return new LinkCheck(TreeIndex.of(tree(link)), Set.of(ROOT, REAL_ROOT)).leadsOut(link);
  }

  @ParameterizedTest
  @CsvSource({
    "l, ..",
    "l, a/../..",
    "l, ./../x",
    "a/l, ../../x",
    "a/b/c/l, ../../../../x",
    "l, to-c/../../../..",
    "l, to-c/to-root/..",
    "l, a/b/c/to-root/to-c/to-root/../x",
    "l, missing/../..",
    "l, missing/deep/../../../x",
    "l, a/file/../../../x",
    "l, missing/../to-c/to-root/../x",
    "l, /",
    "l, /etc/passwd",
    "l, /cache/.incoming/running",
    "l, /cache/.incoming",
    "l, /cache/.incoming/run/..",
    "l, /cache/.incoming/run/../run/a",
    "a/b/l, /cache/.incoming/run/to-c/to-root/..",
    "l, out",
    "l, a/b/c/to-root/out",
    "l, loop1/../../..",
  })
  void linkThatLeavesTheTree_onWhateverWay_leadsOut(String path, String target) {
    if (target.endsWith("out")) {
      TreeRecord.Link out = new TreeRecord.Link("out", "/elsewhere");
      TreeRecord.Link link = new TreeRecord.Link(path, target);
      assertThat(new LinkCheck(TreeIndex.of(tree(out, link))).leadsOut(link)).isTrue();
    } else if (target.startsWith("loop1")) {
      assertThat(leadsOut(path, target)).as("the kernel gives up before it gets there").isFalse();
    } else {
      assertThat(leadsOut(path, target)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "l, a",
    "l, .",
    "l, a/..",
    "a/b/l, ../..",
    "a/b/c/l, ../../../a/./b//c/",
    "l, to-c/..",
    "l, to-c/to-root/a/file",
    "l, missing",
    "l, missing/../a",
    "l, a/file/x",
    "l, loop1",
    "l, l",
    "l, /cache/.incoming/run",
    "a/b/l, /cache/.incoming/run/a/file",
    "a/b/l, /mnt/disk/cache/.incoming/run/to-c",
    "a/b/l, /cache/.incoming/run/to-c/to-root/missing",
  })
  void linkThatStaysInTheTree_orLeadsNowhereInIt_doesNot(String path, String target) {
    assertThat(leadsOut(path, target)).isFalse();
  }

  @Test
  void chainThatIsLongerThanAKernelFollows_leadsNowhere() {
    List<TreeRecord> chain = new ArrayList<>();
    IntStream.range(0, 50)
        .forEach(i -> chain.add(new TreeRecord.Link("l" + i, i == 49 ? ".." : "l" + (i + 1))));
    LinkCheck check = new LinkCheck(TreeIndex.of(chain));
    assertThat(check.leadsOut((TreeRecord.Link) chain.get(0))).isFalse();
    assertThat(check.leadsOut((TreeRecord.Link) chain.get(20))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "l, /cache/.incoming/run/a/file, a/file",
    "l, /cache/.incoming/run, .",
    "a/b/l, /cache/.incoming/run/a/file, ../../a/file",
    "a/b/l, /cache/.incoming/run, ../..",
    "a/l, /mnt/disk/cache/.incoming/run/to-c/../x, ../to-c/../x",
    "a/l, ../to-c, ../to-c",
  })
  void relative_givesAbsoluteLinksIntoTheTreeTheirRelativeForm(
      String path, String target, String expected) {
    TreeRecord.Link link = new TreeRecord.Link(path, target);
    LinkCheck check = new LinkCheck(TreeIndex.of(tree(link)), Set.of(ROOT, REAL_ROOT));
    assertThat(check.relative(link)).isEqualTo(new TreeRecord.Link(path, expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a", "a/file", "to-c", "to-c/to-root/a", "./a//b/", "a/b/.."})
  void index_holdsWhatAKernelWouldFind(String output) {
    assertThat(TreeIndex.of(tree()).holds(output)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b", "a/fil", "a/file/x", "..", "/", "/a", "loop1", "loop1/x", "a/../..", "no/.."})
  void index_holdsNothingElse(String output) {
    assertThat(TreeIndex.of(tree()).holds(output)).isFalse();
  }
}
