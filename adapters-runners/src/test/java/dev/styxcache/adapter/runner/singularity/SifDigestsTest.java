package dev.styxcache.adapter.runner.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SifDigestsTest {

  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private final SifDigests digests = new SifDigests(new ImageContents(java.util.Optional.empty()));

  @Test
  void digest_isTheSha256OfTheContent() throws IOException {
    Path file = Files.writeString(folder.resolve("x.sif"), "abc");
    assertThat(digests.digest(file).sha256()).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void digest_ofAFileThatIsRewrittenAtOnce_isTheNewOne() throws IOException {
    // Within one tick of the clock neither size nor times differ.
    Path file = folder.resolve("x.sif");
    for (int i = 0; i < 200; i++) {
      Files.writeString(file, String.format("%03d", i));
      String first = digests.digest(file).sha256();
      Files.writeString(file, "abc");
      assertThat(digests.digest(file).sha256()).isEqualTo(SHA256_OF_ABC).isNotEqualTo(first);
    }
  }

  @Test
  void digest_throughALink_followsTheLinkToItsNewTarget() throws IOException {
    Path old = Files.writeString(folder.resolve("old.sif"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.sif"), old);
    String first = digests.digest(link).sha256();
    Path next = Files.writeString(folder.resolve("new.sif"), "abc");
    Files.delete(link);
    Files.createSymbolicLink(link, next);
    assertThat(digests.digest(link).sha256()).isEqualTo(SHA256_OF_ABC).isNotEqualTo(first);
  }

  @Test
  void digest_ofAMissingFile_isAnError() {
    assertThatThrownBy(() -> digests.digest(folder.resolve("no.sif")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void state_ofAFileWithAnOldTime_isNewAllTheSameWhereTheSystemKeepsAnotherOne()
      throws IOException {
    Path file = Files.writeString(folder.resolve("x.sif"), "abc");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    SifFile state = SifFile.look(file);
    Instant now = Instant.now();
    assertThat(state.isNew(now)).isTrue();
    assertThat(state.isNew(now.plusSeconds(10))).isFalse();
  }

  @Test
  void state_isAnotherWhenContentOfTheSameSizeAndTimeIsRenamedInto_theFilesPlace()
      throws IOException {
    Path file = Files.writeString(folder.resolve("x.sif"), "abc");
    FileTime time = Files.getLastModifiedTime(file);
    SifFile before = SifFile.look(file);
    Path other = Files.writeString(folder.resolve("y.sif"), "xyz");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(SifFile.look(file)).isNotEqualTo(before);
  }
}
