package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors that the authors of BLAKE3 publish. */
class OfficialVectorsTest {

  @TempDir private Path directory;

  record Vector(int length, String hash) {

    byte[] input() {
      byte[] input = new byte[length];
      for (int i = 0; i < length; i++) {
        input[i] = (byte) (i % 251);
      }
      return input;
    }
  }

  static List<Vector> vectors() throws Exception {
    try (InputStream stream =
        OfficialVectorsTest.class.getResourceAsStream("/vectors/blake3-test-vectors.json")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return JsonObject.root("the vectors", JsonReader.forUsers().read(text))
          .objects("cases")
          .stream()
          .map(OfficialVectorsTest::vector)
          .toList();
    }
  }

  private static Vector vector(JsonObject members) {
    return new Vector((int) members.integer("input_len"), members.text("hash").substring(0, 64));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hash_ofFile_isTheOfficialOne(Vector vector) throws IOException {
    Path file = Files.write(directory.resolve("file"), vector.input());
    assertThat(Digests.of(file)).hasToString(vector.hash());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hash_doesNotDependOnTheSizeOfPieces(Vector vector) {
    for (Implementation implementation : Implementation.available()) {
      for (int piece : new int[] {1, 63, 64, 65, 1023, 1024, 1025, 5000}) {
        assertThat(inPieces(implementation, vector.input(), piece))
            .as("%s, %s bytes at a time", implementation, piece)
            .hasToString(vector.hash());
      }
    }
  }

  private static ContentHash inPieces(Implementation implementation, byte[] input, int piece) {
    StreamingHash hash = implementation.engine(helper -> {}).begin();
    byte[] buffer = new byte[piece];
    for (int from = 0; from < input.length; from += piece) {
      byte[] part = Arrays.copyOfRange(input, from, Math.min(from + piece, input.length));
      System.arraycopy(part, 0, buffer, 0, part.length);
      hash.update(buffer, part.length);
      Arrays.fill(buffer, (byte) 1);
    }
    return ContentHash.of(hash.digest());
  }

  @Test
  void hash_ofMoreThanASubtree_doesNotDependOnTheSizeOfPieces() {
    int mib = 1 << 20;
    for (int length : new int[] {mib - 1, mib, mib + 1, 2 * mib, 5 * mib + 77, 9 * mib}) {
      byte[] input = new byte[length];
      new Random(length).nextBytes(input);
      ContentHash expected = Digests.of(input);
      for (Implementation implementation : Implementation.available()) {
        for (int piece : new int[] {1000, 1 << 16, 3 * mib, 10 * mib}) {
          assertThat(inPieces(implementation, input, piece))
              .as("%s, %s bytes, %s at a time", implementation, length, piece)
              .isEqualTo(expected);
        }
      }
    }
  }
}
