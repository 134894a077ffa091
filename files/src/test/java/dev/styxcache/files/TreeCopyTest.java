package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.files.TreeCopy.Member;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeCopyTest {

  @TempDir Path directory;
  private Path source;
  private Path target;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    Files.createDirectory(source.resolve("d"));
    Files.writeString(source.resolve("d/f"), "content");
    target = directory.resolve("target");
  }

  private List<Member> members() throws IOException {
    return TreeCopy.list(source, name -> false, new ArrayList<>());
  }

  private List<Path> children(Path folder) throws IOException {
    return Folders.children(folder);
  }

  @Test
  void unpublishedCopy_isNotSeen_andGone() throws IOException {
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members(), Optional.empty());
      assertThat(target).doesNotExist();
    }
    assertThat(children(directory)).containsExactly(source);

    Files.createDirectory(target);
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members(), Optional.empty());
      assertThat(target.resolve("d")).doesNotExist();
    }
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void publishedCopy_isWhole() throws IOException {
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members(), Optional.empty());
      copy.publish();
    }
    assertThat(target.resolve("d/f")).hasContent("content");
    assertThat(children(directory)).containsExactlyInAnyOrder(source, target);
    assertThat(children(target)).containsExactly(target.resolve("d"));
  }

  @Test
  void targetThatSomebodyElseMadeMeanwhile_isAddedTo() throws IOException {
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members(), Optional.empty());
      Files.createDirectories(target.resolve("d"));
      Files.writeString(target.resolve("d/other"), "x");
      copy.publish();
    }
    assertThat(children(target.resolve("d")))
        .containsExactlyInAnyOrder(target.resolve("d/f"), target.resolve("d/other"));
  }

  @Test
  void targetThatIsALinkToAFolder_isFollowed_asTheUserNamedIt() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(target, real);
    try (TreeCopy copy = TreeCopy.into(target)) {
      copy.write(members(), Optional.empty());
      copy.publish();
    }
    assertThat(real.resolve("d/f")).exists();
    assertThat(target).isSymbolicLink();
  }

  @Test
  void targetThatIsNoFolder_isRefused_andStays() throws IOException {
    Files.writeString(target, "mine");
    assertThatThrownBy(() -> TreeCopy.into(target)).isInstanceOf(NotDirectoryException.class);
    assertThat(target).hasContent("mine");
    assertThat(children(directory)).containsExactlyInAnyOrder(source, target);
  }

  @Test
  void copyThatIsUnderWay_isNotTakenForALeftover() throws IOException {
    Files.createDirectory(target);
    Path other = Files.createDirectory(target.resolve(".styxcache-export-other"));
    Files.writeString(other.resolve("lock"), "");
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (TreeCopy living = TreeCopy.into(target)) {
      for (Path path : children(target)) {
        Files.setLastModifiedTime(path, longAgo);
      }
      living.write(members(), Optional.empty());
      try (FileChannel channel = FileChannel.open(other.resolve("lock"), StandardOpenOption.WRITE);
          java.nio.channels.FileLock lock = channel.lock();
          TreeCopy next = TreeCopy.into(target)) {
        next.write(members(), Optional.empty());
        next.publish();
        assertThat(lock.isValid()).isTrue();
      }
      assertThat(other).exists();
      living.publish();
    }
    assertThat(target.resolve("d/f")).hasContent("content");

    try (TreeCopy last = TreeCopy.into(target)) {
      last.write(members(), Optional.empty());
    }
    assertThat(other).doesNotExist();
  }
}
