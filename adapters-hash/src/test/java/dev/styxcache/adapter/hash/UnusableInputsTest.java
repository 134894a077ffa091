package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableInputsTest {

  @TempDir private Path directory;

  private Path tree() throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Files.writeString(tree.resolve("a"), "1");
    return tree;
  }

  private static void assertRefused(Path input, String... parts) {
    assertThatThrownBy(() -> Digests.of(input))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("the input " + input)
        .hasMessageContaining("; ");
  }

  @Test
  void device_isRefused() {
    assertRefused(Path.of("/dev/null"), "is a device, pipe or socket", "copy its content");
  }

  @Test
  void pipe_isRefused_andNotWaitedFor() throws Exception {
    Path pipe = tree().resolve("pipe");
    Commands.run("mkfifo", pipe.toString());
    assertRefused(pipe, "is a device, pipe or socket");
    assertRefused(tree(), pipe + " is a device, pipe or socket");
    Path link = Files.createSymbolicLink(directory.resolve("link"), pipe);
    assertRefused(link, "is a device, pipe or socket");
    Files.move(link, tree().resolve("b"));
    Files.delete(pipe);
    Commands.run("mkfifo", pipe.toString());
    assertRefused(tree(), tree().resolve("b") + " is a device, pipe or socket");
  }

  @Test
  void socket_inATree_isRefused() throws IOException {
    Path socket = tree().resolve("socket");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      assertRefused(tree(), socket + " is a device, pipe or socket");
    }
  }

  @Test
  void specialFile_behindALinkToADirectory_isRefusedWithTheLink() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Commands.run("mkfifo", other.resolve("pipe").toString());
    Path link = Files.createSymbolicLink(tree().resolve("link"), other);
    assertRefused(
        tree(), other.toRealPath().resolve("pipe").toString(), "reached through the link " + link);
  }

  @Test
  void name_thatIsNotUnicode_isRefused() throws Exception {
    String file = tree() + "/bad";
    Commands.run("sh", "-c", "touch \"$(printf '" + file + "\\377')\"");
    assertRefused(tree(), "not valid Unicode", "bad%FF", "rename it");
    Path path = Path.of(URI.create("file://" + file + "%FF"));
    assertThat(Files.exists(path)).isTrue();
    assertThatThrownBy(() -> Digests.of(path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bad%FF");
  }

  @Test
  void directoryName_thatIsNotUnicode_isRefusedAlsoBehindALink() throws Exception {
    Path bad = Path.of(URI.create("file://" + directory + "/dir%FE"));
    Files.createDirectories(bad);
    Files.createSymbolicLink(tree().resolve("link"), bad);
    assertRefused(tree(), "not valid Unicode", "dir%FE");
  }

  @Test
  void brokenLink_whoseTargetIsNotUnicode_isRefused() throws Exception {
    Path bad = Path.of(URI.create("file:///nowhere/dir%FE"));
    Path link = Files.createSymbolicLink(tree().resolve("link"), bad);
    assertRefused(tree(), link + " is a link to a name that is not valid Unicode");
  }

  @Test
  void linkToItself_isRefused() throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertRefused(loop, "is a link that leads nowhere");
  }

  @Test
  void fileGeneratedByTheKernel_isRefused() {
    assertRefused(Path.of("/proc/self/status"), "copy its content to a file");
  }

  @Test
  void file_thatThisUserMayNotRead_isRefused() throws Exception {
    Path secret = tree().resolve("secret");
    Files.writeString(secret, "1");
    Commands.run("chmod", "0", secret.toString());
    assertThat(AnotherUser.hash(directory, tree()))
        .contains("InvalidInputException: the input " + tree() + " cannot be hashed: " + secret)
        .contains("permission denied; make it readable");
    assertThat(AnotherUser.hash(directory, secret))
        .contains("InvalidInputException: the input " + secret + " cannot be read: permission");
  }

  @Test
  void directory_thatThisUserMayNotRead_isRefused() throws Exception {
    Path closed = Files.createDirectories(tree().resolve("closed"));
    Files.writeString(closed.resolve("file"), "1");
    Files.createSymbolicLink(tree().resolve("b"), Path.of("closed/file"));
    Commands.run("chmod", "0", closed.toString());
    try {
      assertThat(AnotherUser.hash(directory, closed)).contains("permission denied");
      assertThat(AnotherUser.hash(directory, tree()))
          .contains("InvalidInputException: the input " + tree() + " cannot be hashed: ")
          .contains("permission denied");
      assertThat(AnotherUser.hash(directory, closed.resolve("file"))).contains("permission denied");
    } finally {
      Commands.run("chmod", "700", closed.toString());
    }
  }

  @Test
  void treeReadableByAnotherUser_isHashedByThatUser() throws Exception {
    assertThat(AnotherUser.hash(directory, tree())).isEqualTo(Digests.of(tree()).hex());
  }
}
