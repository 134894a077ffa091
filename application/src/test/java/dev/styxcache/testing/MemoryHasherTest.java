package dev.styxcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.IncomingDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Its digests are not BLAKE3, so the contract suite of hashers is not for it. */
class MemoryHasherTest {

  private final MemoryHasher hasher = new MemoryHasher();
  private final Path directory = new MemoryStore().directory("inputs");

  private HashedContent hash(Path path) {
    return hasher.hash(List.of(path)).get(0);
  }

  private Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void digests_differByContent_nameAndKind_andAreInOrder() throws IOException {
    Path one = file("one/a", "1");
    Path other = file("other/b", "1");
    Path more = file("more/a", "1");
    Files.createDirectory(directory.resolve("more/empty"));
    List<HashedContent> contents =
        hasher.hash(
            List.of(
                one,
                other,
                one.getParent(),
                other.getParent(),
                more.getParent(),
                file("two", "2")));

    assertThat(contents.get(0).hash()).isEqualTo(contents.get(1).hash());
    assertThat(contents.stream().skip(1).map(HashedContent::hash)).doesNotHaveDuplicates();
    assertThat(contents.get(0).hash()).isEqualTo(MemoryHasher.digest(new byte[] {'1'}));
  }

  @Test
  void links_countAsWhatTheyLeadTo() throws IOException {
    Path file = file("tree/file", "1");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Path folder = Files.createSymbolicLink(directory.resolve("folder"), file.getParent());

    assertThat(hash(link).hash()).isEqualTo(hash(file).hash());
    assertThat(hash(folder).hash()).isEqualTo(hash(directory.resolve("tree")).hash());
  }

  @Test
  void watch_findsWhatWasWrittenTouchedAddedOrRemoved() throws IOException {
    Path file = file("tree/file", "1");
    ContentWatch ofFile = hash(file).watch();
    ContentWatch ofTree = hash(directory.resolve("tree")).watch();
    assertThat(ofFile.findChange()).isEmpty();
    assertThat(ofTree.findChange()).isEmpty();

    Path added = file("tree/added", "2");
    assertThat(ofTree.findChange()).contains(added);
    Files.delete(added);
    assertThat(ofTree.findChange()).isEmpty();

    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(ofFile.findChange()).contains(file);
    assertThat(ofTree.findChange()).contains(file);

    Files.delete(file);
    assertThat(ofFile.findChange()).contains(file);
    assertThat(ofTree.findChange()).contains(file);
  }

  @Test
  void inputThatIsMissing_isRefusedByName_andAnInterruptEndsTheWork() throws IOException {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> hash(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(missing.toString());

    Path file = file("file", "1");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> hash(file)).isInstanceOf(RunInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void incomingDigest_isThatOfTheWholeContent_inWhateverOrderItsPiecesCome() {
    byte[] content = new byte[2 * IncomingDigest.PIECE_BYTES + 7];
    new Random(1).nextBytes(content);
    IncomingDigest digest = hasher.incoming(content.length);
    for (int number : new int[] {2, 0, 1}) {
      assertThat(digest.digest()).isEmpty();
      int start = number * IncomingDigest.PIECE_BYTES;
      try (IncomingDigest.Piece given = digest.piece(number)) {
        given.bytes().put(content, start, given.bytes().remaining());
        assertThat(given.digest()).isTrue();
        // It could not be written, so it comes again.
      }
      try (IncomingDigest.Piece piece = digest.piece(number)) {
        assertThatThrownBy(piece::digest).isInstanceOf(IllegalStateException.class);
        piece.bytes().put(content, start, piece.bytes().remaining());
        assertThat(piece.digest()).isTrue();
        piece.kept();
      }
    }
    assertThat(digest.digest()).contains(MemoryHasher.digest(content));
    assertThatThrownBy(() -> digest.piece(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
