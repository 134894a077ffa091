package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ContentHasher} does, on whatever file system. */
public abstract class ContentHasherContract {

  /** BLAKE3 of no bytes, and of {@code abc}. */
  private static final String EMPTY =
      "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

  private static final String ABC =
      "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85";

  private final RecordingProgress progress = new RecordingProgress();
  private ContentHasher hasher;
  private Path directory;

  /**
   * The hasher under test.
   *
   * @param listener what it is to report to
   * @return a new hasher
   */
  protected abstract ContentHasher hasher(ByteProgress listener);

  /**
   * Where the tests make their files.
   *
   * @return the absolute path of an empty directory
   * @throws IOException if there is none to be had
   */
  protected abstract Path directory() throws IOException;

  @BeforeEach
  final void prepare() throws IOException {
    hasher = hasher(progress);
    directory = directory();
  }

  private Path file(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path link(String path, String target) throws IOException {
    Path link = directory.resolve(path);
    Files.createDirectories(link.getParent());
    return Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
  }

  private HashedContent hash(Path path) {
    return hasher.hash(List.of(path)).get(0);
  }

  private String hex(Path path) {
    return hash(path).hash().hex();
  }

  @Test
  void hash_ofFile_isItsBlake3() throws IOException {
    assertThat(hex(file("empty", ""))).isEqualTo(EMPTY);
    assertThat(hex(file("abc", "abc"))).isEqualTo(ABC);
  }

  @Test
  void hash_ofTree_isPythons() throws IOException {
    Path file = directory.resolve("d.d/\u8133.nii");
    Files.createDirectories(directory.resolve("d.d"));
    Files.write(file, new byte[] {(byte) 206, (byte) 237, 17, 48, 79});
    assertThat(hex(directory.resolve("d.d")))
        .isEqualTo("19eb924805d777a4e19a4f45f51a58f89670f1bad0b36bcb20d8f389e3165b9c");
  }

  @Test
  void hash_ofSeveral_isInTheirOrder() throws IOException {
    Path abc = file("abc", "abc");
    Path empty = file("empty", "");
    assertThat(hasher.hash(List.of(abc, empty, abc)))
        .extracting(content -> content.hash().hex())
        .containsExactly(ABC, EMPTY, ABC);
    assertThat(hasher.hash(List.of())).isEmpty();
  }

  @Test
  void hash_ofLink_isThatOfWhatItLeadsTo() throws IOException {
    Path abc = file("tree/abc", "abc");
    assertThat(hex(link("file-link", "tree/abc"))).isEqualTo(hex(abc));
    assertThat(hex(link("tree-link", "tree"))).isEqualTo(hex(directory.resolve("tree")));
  }

  @Test
  void hash_ofTree_coversContentAndNamesOfItsFiles() throws IOException {
    file("base/a", "1");
    file("content/a", "2");
    file("name/b", "1");
    file("place/d/a", "1");
    file("more/a", "1");
    file("more/b", "");
    assertDifferent("base", "content", "name", "place", "more");
  }

  @Test
  void hash_ofTree_countsALinkToAFileAsTheFile() throws IOException {
    file("outside", "1");
    file("files/a", "1");
    link("links/a", "../outside");
    assertThat(hex(directory.resolve("links"))).isEqualTo(hex(directory.resolve("files")));
  }

  @Test
  void hash_ofTree_coversWhatPythonDoesNotSee() throws IOException {
    file("plain/a", "1");
    file("empty-directory/a", "1");
    Files.createDirectories(directory.resolve("empty-directory/d"));
    file("two-empty-directories/a", "1");
    Files.createDirectories(directory.resolve("two-empty-directories/d/e"));
    file("broken-link/a", "1");
    link("broken-link/l", "nowhere");
    file("broken-link-elsewhere/a", "1");
    link("broken-link-elsewhere/l", "nowhere-else");
    file("directory-link/a", "1");
    link("directory-link/l", ".");
    file("outer-link/a", "1");
    link("outer-link/l", "../plain");
    file("outer-link-elsewhere/a", "1");
    link("outer-link-elsewhere/l", "../broken-link");
    assertDifferent(
        "plain",
        "empty-directory",
        "two-empty-directories",
        "broken-link",
        "broken-link-elsewhere",
        "directory-link",
        "outer-link",
        "outer-link-elsewhere");
  }

  private void assertDifferent(String... trees) {
    List<String> hashes = new ArrayList<>();
    for (String tree : trees) {
      hashes.add(hex(directory.resolve(tree)));
    }
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void hash_ofEmptyDirectory_isNotThatOfAnEmptyFile() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThat(hex(empty)).isNotEqualTo(EMPTY);
  }

  @Test
  void hash_ofTreeWithLinksInACircle_isFound() throws IOException {
    file("left/a", "1");
    file("right/a", "2");
    link("left/l", "../right");
    link("right/l", "../left");
    link("left/loop", "loop");
    link("left/up", "..");
    assertThat(hex(directory.resolve("left"))).isNotEqualTo(hex(directory.resolve("right")));
    assertThat(hex(directory.resolve("left"))).isEqualTo(hex(directory.resolve("left")));
  }

  @Test
  void hash_ofWhatIsMissing_isRefusedByName() throws IOException {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> hash(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> hash(file("file", "").resolve("below")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("does not exist");
    Path broken = link("broken", "nowhere");
    assertThatThrownBy(() -> hash(broken))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(broken.toString())
        .hasMessageContaining("leads nowhere");
  }

  @Test
  void hash_ofSeveral_isRefusedWhereOneIsMissing() throws IOException {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> hasher.hash(List.of(file("a", "1"), missing, file("b", "2"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(missing.toString());
    assertThat(progress.rounds()).isEqualTo(1);
  }

  @Test
  void progress_isToldOfAllThatIsReadAndOfTheEnd() throws IOException {
    file("tree/a", "x".repeat(300_000));
    file("tree/d/b", "1");
    hasher.hash(List.of(directory.resolve("tree"), file("c", "abc")));
    assertThat(progress.due()).isEqualTo(300_004);
    assertThat(progress.read()).isEqualTo(300_004);
    assertThat(progress.rounds()).isEqualTo(1);
    hash(directory.resolve("c"));
    assertThat(progress.read()).isEqualTo(300_007);
    assertThat(progress.rounds()).isEqualTo(2);
  }

  @Test
  void hash_inAnInterruptedThread_endsAndKeepsTheThreadInterrupted() throws IOException {
    Path file = file("a", "x".repeat(1_000_000));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> hash(file)).isInstanceOf(RunInterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(hash(file).watch().findChange()).isEmpty();
  }

  @Test
  void hash_byManyThreadsAtOnce_isTheSame() throws Exception {
    for (int i = 0; i < 50; i++) {
      file("tree/d" + i % 7 + "/f" + i, "content of " + i);
    }
    Path tree = directory.resolve("tree");
    ContentHash expected = hash(tree).hash();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<ContentHash> task = () -> hash(tree).hash();
      for (Future<ContentHash> result : threads.invokeAll(Collections.nCopies(40, task))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void watch_whereNothingChanged_findsNothing() throws IOException {
    Path file = file("tree/a", "1");
    file("tree/d/b", "2");
    link("tree/l", "d");
    link("tree/outer", "../other");
    file("other/c", "3");
    Files.createDirectories(directory.resolve("tree/empty"));
    ContentWatch ofFile = hash(file).watch();
    ContentWatch ofTree = hash(directory.resolve("tree")).watch();
    assertThat(ofFile.findChange()).isEmpty();
    assertThat(ofTree.findChange()).isEmpty();
    assertThat(ofTree.findChange()).isEmpty();
  }

  @Test
  void watch_ofFile_findsItChangedTouchedReplacedOrGone() throws IOException {
    Path file = file("a", "1");
    ContentWatch before = hash(file).watch();
    Files.writeString(file, "2");
    assertThat(before.findChange()).contains(file);

    ContentWatch untouched = hash(file).watch();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    assertThat(untouched.findChange()).contains(file);

    ContentWatch unreplaced = hash(file).watch();
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(unreplaced.findChange()).contains(file);

    Files.delete(file);
    assertThat(unreplaced.findChange()).contains(file);
  }

  @Test
  void watch_ofTree_namesTheFirstChange() throws IOException {
    Path tree = directory.resolve("tree");
    file("tree/b/file", "1");
    file("tree/d", "1");
    ContentWatch watch = hash(tree).watch();
    Path early = file("tree/a", "1");
    assertThat(watch.findChange()).contains(early);
    Files.delete(early);
    Path late = file("tree/e", "1");
    assertThat(watch.findChange()).contains(late);
    Files.delete(late);
    Path middle = Files.createDirectory(tree.resolve("c"));
    assertThat(watch.findChange()).contains(middle);
    Files.delete(middle);
    assertThat(watch.findChange()).isEmpty();
    Files.delete(tree.resolve("d"));
    assertThat(watch.findChange()).contains(tree.resolve("d"));
    file("tree/d", "1");
    Files.writeString(tree.resolve("b/file"), "2");
    assertThat(watch.findChange()).contains(tree.resolve("b/file"));
  }

  @Test
  void watch_ofTree_findsChangesBehindItsLinks() throws IOException {
    Path outside = file("outside/file", "1");
    link("tree/directory", "../outside");
    link("tree/file", "../outside/file");
    Path tree = directory.resolve("tree");

    ContentWatch watch = hash(tree).watch();
    Path added = file("outside/added", "1");
    assertThat(watch.findChange()).isPresent();
    Files.delete(added);
    assertThat(watch.findChange()).isEmpty();

    Files.writeString(outside, "2");
    assertThat(watch.findChange()).contains(tree.resolve("file"));

    ContentWatch unlinked = hash(tree).watch();
    Files.delete(tree.resolve("directory"));
    link("tree/directory", "../other");
    assertThat(unlinked.findChange()).contains(tree.resolve("directory"));
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(20261130).nextBytes(noise);
    return noise;
  }

  /** Digests a piece of a content, and counts it as written. */
  private static boolean give(IncomingDigest digest, byte[] content, int number) {
    try (IncomingDigest.Piece piece = digest.piece(number)) {
      int at = number * IncomingDigest.PIECE_BYTES;
      piece.bytes().put(content, at, piece.bytes().remaining());
      boolean first = piece.digest();
      if (first) {
        piece.kept();
      }
      return first;
    }
  }

  @Test
  void incomingDigest_isThatOfTheFile_inWhateverOrderThePiecesCome() throws IOException {
    for (int size : new int[] {1, 1024, IncomingDigest.PIECE_BYTES, 3_500_000}) {
      byte[] content = noise(size);
      Path file = Files.write(directory.resolve("noise" + size), content);
      IncomingDigest digest = hasher.incoming(size);
      for (int number = (size - 1) / IncomingDigest.PIECE_BYTES; number >= 0; number--) {
        assertThat(digest.digest()).isEmpty();
        assertThat(give(digest, content, number)).isTrue();
      }
      assertThat(digest.digest()).contains(hash(file).hash());
    }
  }

  @Test
  void incomingDigest_takesAPieceOnce_andDoesNotCountOneThatWasNotKept() {
    byte[] content = noise(IncomingDigest.PIECE_BYTES + 1);
    IncomingDigest digest = hasher.incoming(content.length);
    assertThat(give(digest, content, 0)).isTrue();
    assertThat(give(digest, content, 0)).isFalse();
    try (IncomingDigest.Piece piece = digest.piece(1)) {
      piece.bytes().put(content[content.length - 1]);
      assertThat(piece.digest()).isTrue();
    }
    assertThat(digest.digest()).isEmpty();
  }

  @Test
  void incomingDigest_refusesAPieceThatIsNotFull_orNotThere() {
    IncomingDigest digest = hasher.incoming(2);
    try (IncomingDigest.Piece piece = digest.piece(0)) {
      piece.bytes().put((byte) 1);
      assertThatThrownBy(piece::digest).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(() -> digest.piece(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
