package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.RunRecord.MutableInput;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.StreamName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link CacheEntry} promises. */
public abstract class CacheEntryContract extends StoreContract {

  @Test
  void contains_tellsWhatTheRunMade() throws IOException {
    store(
        record("a"),
        output -> {
          var fs = output.getFileSystem();
          write(output.resolve("dir/sub/file"), "");
          Files.createSymbolicLink(output.resolve("link"), fs.getPath("dir/sub"));
          Files.createSymbolicLink(output.resolve("dir/nowhere"), fs.getPath("no"));
        });
    CacheEntry entry = found("a");
    assertThat(
            Stream.of(
                ".",
                "dir",
                "dir/sub",
                "dir/sub/file",
                "link",
                "link/file",
                "link/../sub/file",
                "./dir//sub/"))
        .allMatch(entry::contains);
    assertThat(
            Stream.of(
                "no",
                "di",
                "dir/file",
                "dir/sub/file/x",
                "dir/nowhere",
                "dir/nowhere/x",
                "..",
                "/",
                "../x",
                ".styxcache.done",
                ".styxcache.json",
                ".styxcache.stdout.gz"))
        .noneMatch(entry::contains);
  }

  @Test
  void contains_doesNotTakeForAnOutputWhatSomebodyElsePutThere() throws IOException {
    store(record("a"), output -> write(output.resolve("dir/out"), ""));
    write(entry("a").resolve("dir/stray"), "by a viewer of images");

    assertThat(found("a").contains("dir/stray")).isFalse();
  }

  @Test
  void replay_whenTheHandlerThrows_throwsThat() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      feed(staging.capture(StreamName.STDOUT), utf8("x\n"), 8);
      staging.commit(record("a"));
    }
    IllegalStateException mine = new IllegalStateException("mine");
    OutputHandler throwing =
        (buffer, offset, length) -> {
          throw mine;
        };
    assertThatThrownBy(() -> found("a").replay(StreamName.STDOUT, throwing)).isSameAs(mine);
  }

  @Test
  void everything_whenTheEntryWasDeletedInTheMeantime_saysSo() throws IOException {
    store(record("a"), output -> write(output.resolve("out"), "x"));
    CacheEntry entry = found("a");
    open().upkeep().remove(key("a"));

    assertThatThrownBy(() -> entry.contains("out")).isInstanceOf(CacheUnavailableException.class);
    assertThatThrownBy(() -> entry.replay(StreamName.STDOUT, OutputHandler.discard()))
        .isInstanceOf(CacheUnavailableException.class);
  }

  @Test
  void restoreInput_whenTheRunWroteAFile_bringsItToThatState() throws IOException {
    Path input = file("before");

    run(Map.of(0, input), () -> write(input, "what the run left"));
    write(input, "before");
    found("a").restoreInput(0, input);

    assertThat(input).hasContent("what the run left");
    try (Stream<Path> siblings = Files.list(input.getParent())) {
      assertThat(siblings).as("temporary files").containsExactly(input);
    }
  }

  @Test
  void restoreInput_whenTheRunLeftTheFileAlone_leavesItAlone() throws IOException {
    Path input = file("before");
    run(Map.of(0, input), () -> {});
    assertThat(manifest("a").mutable()).containsExactly(Map.entry(0, new MutableState.Unchanged()));
    Object time = Files.getLastModifiedTime(input);

    found("a").restoreInput(0, input);

    assertThat(Files.getLastModifiedTime(input)).isEqualTo(time);
    assertThat(input).hasContent("before");
  }

  @Test
  void restoreInput_whenTheRunRemovedIt_removesIt() throws IOException {
    Path input = file("before");
    Path tree = newDirectory();
    write(tree.resolve("dir/file"), "x");
    run(
        Map.of(0, input, 1, tree),
        () -> {
          Files.delete(input);
          Files.delete(tree.resolve("dir/file"));
          Files.delete(tree.resolve("dir"));
          Files.delete(tree);
        });
    write(input, "before");
    write(tree.resolve("dir/file"), "x");

    found("a").restoreInput(0, input);
    found("a").restoreInput(1, tree);

    assertThat(input).doesNotExist();
    assertThat(tree).doesNotExist();
  }

  @Test
  void restoreInput_whenTheFileIsReachedByALink_keepsTheLink() throws IOException {
    Path input = file("before");
    Path link = Files.createSymbolicLink(newDirectory().resolve("link"), input);
    run(Map.of(0, link), () -> write(input, "after"));
    write(input, "before");

    found("a").restoreInput(0, link);

    assertThat(link).isSymbolicLink();
    assertThat(input).hasContent("after");
  }

  @Test
  void restoreInput_whenTheRunChangedADirectory_makesItEqual() throws IOException {
    Path tree = newDirectory();
    Tool before =
        root -> {
          write(root.resolve("same"), "same");
          write(root.resolve("changed"), "one");
          write(root.resolve("same-length"), "one");
          write(root.resolve("removed/file"), "gone");
          write(root.resolve("file-to-dir"), "file");
          write(root.resolve("dir-to-file/x"), "dir");
        };
    before.run(tree);
    run(
        Map.of(0, tree),
        () -> {
          write(tree.resolve("changed"), "another");
          write(tree.resolve("same-length"), "two");
          Files.delete(tree.resolve("removed/file"));
          Files.delete(tree.resolve("removed"));
          Files.delete(tree.resolve("file-to-dir"));
          write(tree.resolve("file-to-dir/new"), "new");
          Files.delete(tree.resolve("dir-to-file/x"));
          Files.delete(tree.resolve("dir-to-file"));
          write(tree.resolve("dir-to-file"), "now a file");
          Files.createDirectories(tree.resolve("empty/dir"));
          Files.createSymbolicLink(tree.resolve("link"), tree.getFileSystem().getPath("/x"));
        });
    Map<String, String> after = contents(tree);
    Path copy = newDirectory();
    before.run(copy);
    write(copy.resolve("too/much"), "x");

    found("a").restoreInput(0, copy);

    assertThat(contents(copy)).isEqualTo(after);
    found("a").restoreInput(0, copy);
    assertThat(contents(copy)).as("restored twice").isEqualTo(after);
  }

  @Test
  void restoreInput_ofAnInputThatTheEntryDoesNotKnow_isAnErrorOfTheCaller() throws IOException {
    Path input = file("before");
    store(record("a"), output -> {});

    assertThatThrownBy(() -> found("a").restoreInput(0, input))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path file(String content) throws IOException {
    Path file = newDirectory().resolve("input");
    write(file, content);
    return file;
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private void run(Map<Integer, Path> inputs, Change change) throws IOException {
    Map<Integer, MutableInput> mutable = new TreeMap<>();
    inputs.forEach(
        (place, path) ->
            mutable.put(place, new MutableInput(path, hasher().hash(List.of(path)).get(0).hash())));
    assertThat(store(record("a", mutable), output -> change.make())).isEqualTo(new Commit.Stored());
  }

  /** What is at each path below a directory, as text. */
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String what =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isDirectory(path) ? "directory" : Files.readString(path);
        contents.put(root.relativize(path).toString(), what);
      }
    }
    return contents;
  }
}
