package dev.styxcache.blake3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The test vectors that the authors of BLAKE3 publish. */
final class Vectors {

  private static final Pattern CASE =
      Pattern.compile("\"input_len\": (\\d+),\\s*\"hash\": \"([0-9a-f]{64})");

  private Vectors() {}

  record Vector(int length, String hash) {

    /** The input: 0, 1, …, 250, 0, 1, … */
    byte[] input() {
      byte[] input = new byte[length];
      for (int i = 0; i < length; i++) {
        input[i] = (byte) (i % 251);
      }
      return input;
    }
  }

  static List<Vector> all() {
    return CASE.matcher(text())
        .results()
        .map(found -> new Vector(Integer.parseInt(found.group(1)), found.group(2)))
        .toList();
  }

  private static String text() {
    try (InputStream stream =
        Vectors.class.getResourceAsStream("/vectors/blake3-test-vectors.json")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
