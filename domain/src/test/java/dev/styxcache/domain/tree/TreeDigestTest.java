package dev.styxcache.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.domain.key.ContentHash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bytes that are hashed; {@code docs/key-format.md} defines them. */
class TreeDigestTest {

  private static final ContentHash CONTENT = ContentHash.OF_NOTHING;

  /** Collects what would be hashed. */
  private static final class Recorder implements StreamingHash {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void update(byte[] more, int length) {
      bytes.write(more, 0, length);
    }

    @Override
    public byte[] digest() {
      return Arrays.copyOf(bytes.toByteArray(), ContentHash.BYTES);
    }

    /** The bytes as Latin-1 text, with the digest of no bytes as {@code #}. */
    String text() {
      String digest = new String(CONTENT.bytes(), StandardCharsets.ISO_8859_1);
      return bytes.toString(StandardCharsets.ISO_8859_1).replace(digest, "#");
    }
  }

  private final Recorder recorder = new Recorder();
  private final TreeDigest digest = new TreeDigest(recorder);

  @Test
  void files_arePathsWithLengthsAndContents() {
    digest.file("a/b", CONTENT);
    digest.file("\u00e9", CONTENT);

    assertThat(recorder.text()).isEqualTo("\0\0\0\3a/b#\0\0\0\2\u00c3\u00a9#");
  }

  @Test
  void secondPart_beginsWithZero_andHasOneRecordPerMember() {
    digest.file("a", CONTENT);
    digest.executable("a");
    digest.emptyDirectory("d");
    digest.innerLink("l", "to");
    digest.outerLink("m", "../o", 258, "in");
    digest.outerTree(CONTENT);

    assertThat(recorder.text())
        .isEqualTo(
            "\0\0\0\1a#"
                + "\0\0\0\0"
                + "x\0\0\0\1a"
                + "d\0\0\0\1d"
                + "l\0\0\0\1l\0\0\0\2to"
                + "D\0\0\0\1m\0\0\0\4../o\0\0\1\2\0\0\0\2in"
                + "T#");
  }

  @Test
  void file_afterTheFirstPart_isRefused() {
    digest.emptyDirectory("a");

    assertThatThrownBy(() -> digest.file("b", CONTENT)).isInstanceOf(IllegalStateException.class);
  }
}
