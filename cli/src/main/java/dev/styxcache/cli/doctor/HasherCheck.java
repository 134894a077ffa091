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

/** Checks a hasher against a test vector, and measures its speed. */
public final class HasherCheck {

  private static final String SUBJECT = "hasher";

  /** Length of the longest official test vector, in bytes; byte i is i mod 251. */
  private static final int VECTOR_BYTES = 102_400;

  private static final String VECTOR_HASH =
      "bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085";

  /** Size of the file for the speed, in bytes; the slowest hasher needs less than a second. */
  private static final int SPEED_BYTES = 32 << 20;

  private HasherCheck() {}

  /**
   * Hashes two temporary files.
   *
   * @param provider creates the hasher
   * @return the finding
   */
  public static Finding check(HasherProvider provider) {
    ContentHasher hasher = provider.create(ByteProgress.silent());
    try {
      String digest = digest(hasher, VECTOR_BYTES).hex();
      if (!digest.equals(VECTOR_HASH)) {
        return Finding.fault(
            SUBJECT,
            provider.name()
                + " computes wrong digests on this machine; do not use it, and report this");
      }
      double gigabytes = SPEED_BYTES / 1e9 / (digest(hasher, SPEED_BYTES).nanos() / 1e9);
      return Finding.sound(
          SUBJECT,
          String.format(
              Locale.ROOT, "%s, %.2f GB/s for a file of 32 MiB", name(provider), gigabytes));
    } catch (IOException e) {
      return Finding.fault(
          SUBJECT,
          "cannot create a file to hash in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + IoReasons.of(e)
              + "; free some space there");
    } catch (StyxCacheException e) {
      return Finding.fault(SUBJECT, String.valueOf(e.getMessage()));
    }
  }

  private static String name(HasherProvider provider) {
    String description = provider.description();
    return provider.name() + (description.isEmpty() ? "" : ", " + description);
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
