package dev.styxcache.adapter.runner.singularity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes and caches the SHA-256 of image files. A file is read again when its identity, size or
 * times differ; one that was modified within the last two seconds is read each time. Thread-safe.
 */
final class SifDigests {

  private static final int PIECE_BYTES = 1 << 20;

  /** By path, so that a replaced file drops its predecessor's digest. */
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(SifFile file, String digest) {}

  /** A file's digest, and the state of the file that it belongs to. */
  record Digested(SifFile file, String sha256) {}

  /**
   * Digests a file.
   *
   * @param path the file; links are followed
   * @return 64 digits of lower-case hex, with the file's state while it was read
   * @throws IOException if it cannot be read, or changes while it is read
   */
  Digested digest(Path path) throws IOException {
    SifFile before = SifFile.look(path);
    Known seen = known.get(before.path());
    if (seen != null && seen.file().equals(before)) {
      return new Digested(before, seen.digest());
    }
    // Before reading: a file that is old enough now cannot be rewritten later with equal times.
    boolean isNew = before.isNew(Instant.now());
    String digest = read(before.path());
    if (!SifFile.look(path).equals(before)) {
      throw new IOException("the file changed while it was read");
    }
    if (!isNew) {
      known.put(before.path(), new Known(before, digest));
    }
    return new Digested(before, digest);
  }

  private static String read(Path file) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    byte[] piece = new byte[PIECE_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new java.io.InterruptedIOException("interrupted");
        }
        sha256.update(piece, 0, count);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
