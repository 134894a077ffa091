package dev.styxcache.cli.doctor;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.cli.text.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Checks that hashing is right, and how fast it is. */
public final class HasherCheck {

  private static final String SUBJECT = "hasher";

  /** The longest of the official test vectors: byte i is i mod 251. */
  private static final int VECTOR_BYTES = 102_400;

  private static final String VECTOR_HASH =
      "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085";

  /** Enough for a figure, and done within a second by the slowest hasher. */
  private static final int SPEED_BYTES = 32 << 20;

  private HasherCheck() {}

  /**
   * Hashes two files.
   *
   * @param provider makes the hasher
   * @return the finding
   */
  public static Finding check(HasherProvider provider) {
    ContentHasher hasher = provider.create(ByteProgress.silent());
    try {
      String digest = digest(hasher, VECTOR_BYTES).hex();
      if (!digest.equals(VECTOR_HASH)) {
        return Finding.fault(
            SUBJECT,
            provider.name() + " digests wrongly on this machine; do not use it, and report this");
      }
      double gigabytes = SPEED_BYTES / 1e9 / (digest(hasher, SPEED_BYTES).nanos() / 1e9);
      return Finding.sound(
          SUBJECT,
          String.format(
              Locale.ROOT, "%s, %.2f GB/s for a file of 32 MiB", provider.name(), gigabytes));
    } catch (IOException e) {
      return Finding.fault(
          SUBJECT,
          "no file to hash can be made in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + IoReasons.of(e)
              + "; make room there");
    } catch (StyxCacheException e) {
      return Finding.fault(SUBJECT, String.valueOf(e.getMessage()));
    }
  }

  private record Digest(String hex, long nanos) {}

  private static Digest digest(ContentHasher hasher, int size) throws IOException {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i % 251);
    }
    Path file = Files.createTempFile("styxcache-doctor", ".bin");
    try {
      Files.write(file, content);
      long started = System.nanoTime();
      String hex = hasher.hash(List.of(file)).get(0).hash().hex();
      return new Digest(hex, System.nanoTime() - started);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
