package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWalkTest {

  private static final TreeWalk.Settings SETTINGS = TreeWalk.Settings.of(Comparator.naturalOrder());

  @TempDir private Path root;

  /** Records the calls as lines. */
  private static final class Recorder implements TreeWalk.Visitor<IOException> {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void file(String path, FileStat stat) {
      calls.add("file " + path + " " + stat.size());
    }

    @Override
    public void directory(String path, FileStat stat) {
      calls.add("directory " + path);
    }

    @Override
    public void emptyDirectory(String path) {
      calls.add("empty " + path);
    }

    @Override
    public void link(String path) {
      calls.add("link " + path);
    }

    @Override
    public void other(String path) {
      calls.add("other " + path);
    }

    @Override
    public void failed(String path, IOException failure) {
      calls.add("failed " + path + " " + failure.getClass().getSimpleName());
    }
  }

  private List<String> walk(TreeWalk.Settings settings) throws IOException {
    Recorder recorder = new Recorder();
    TreeWalk.walk(root, settings, recorder);
    return recorder.calls;
  }

  private void makeTree() throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("a/c")).resolve("f"), "123");
    Files.writeString(root.resolve("a.txt"), "");
    Files.createDirectory(root.resolve("b"));
    Files.createSymbolicLink(root.resolve("l"), Path.of("a"));
    Commands.run("mkfifo", root.resolve("p").toString());
  }

  @Test
  void walk_visitsAllMembersInOrder_andFollowsNoLinks() throws IOException {
    makeTree();

    assertThat(walk(SETTINGS))
        .containsExactly(
            "directory a",
            "directory a/c",
            "file a/c/f 3",
            "file a.txt 0",
            "directory b",
            "empty b",
            "link l",
            "other p");
  }

  @Test
  void walk_leavesOutExcludedNames_atTheTopOnly() throws IOException {
    makeTree();
    Files.createDirectory(root.resolve("c"));

    assertThat(walk(SETTINGS.without(List.of("b", "c", "l", "p")::contains)))
        .containsExactly("directory a", "directory a/c", "file a/c/f 3", "file a.txt 0");
  }

  @Test
  void walk_ofAnEmptyTree_visitsItsDirectory() throws IOException {
    assertThat(walk(SETTINGS)).containsExactly("empty ");
  }

  @Test
  void walk_ofAMissingTree_fails() throws IOException {
    Files.delete(root);

    assertThat(walk(SETTINGS)).containsExactly("failed  NoSuchFileException");
    Files.createDirectory(root);
  }

  @Test
  void directoryWithANameThatIsNotUnicode_fails_andTheWalkContinues() throws IOException {
    Files.createDirectory(root.resolve("d"));
    Files.createDirectory(root.resolve("e"));
    Commands.run("sh", "-c", "touch \"$(printf '" + root.resolve("d") + "/\\377')\"");

    assertThat(walk(SETTINGS))
        .containsExactly("failed d UndecodableNameException", "directory e", "empty e");
  }

  @Test
  void checkpoint_abandonsTheWalk() throws IOException {
    makeTree();
    Runnable abandon =
        () -> {
          throw new IllegalStateException("enough");
        };
    TreeWalk.Settings settings =
        new TreeWalk.Settings(Comparator.naturalOrder(), name -> false, Runnable::run, 3, abandon);

    assertThatThrownBy(() -> walk(settings)).hasMessage("enough");
  }

  @Test
  void stat_readsKindPermissionsAndSize_inBothWays() throws IOException {
    makeTree();
    Path file = root.resolve("a/c/f");
    Modes.setOfFile(file, 0750);

    for (FileStat stat : List.of(FileStat.of(file), FileStat.exact(file))) {
      assertThat(stat.kind()).isEqualTo(FileStat.Kind.FILE);
      assertThat(stat.permissions()).isEqualTo(0750);
      assertThat(stat.isExecutable()).isTrue();
      assertThat(stat.size()).isEqualTo(3);
      assertThat(stat.modifiedTime()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
    }
    assertThat(FileStat.of(root.resolve("l")).kind()).isEqualTo(FileStat.Kind.LINK);
    assertThat(FileStat.exact(root.resolve("l")).kind()).isEqualTo(FileStat.Kind.DIRECTORY);
    assertThat(FileStat.of(root.resolve("p")).kind()).isEqualTo(FileStat.Kind.OTHER);
    assertThat(FileStat.ifPresent(file.resolve("below"))).isEmpty();
    assertThat(FileStat.hardLinks(Files.createLink(root.resolve("same"), file))).isEqualTo(2);
    assertThat(FileStat.exact(root.resolve("same"))).isEqualTo(FileStat.exact(file));
    assertThatThrownBy(() -> FileStat.of(root.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
