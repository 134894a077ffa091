package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.domain.key.ImageDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes and caches the digests of image files and directories: of a file the SHA-256. A file is
 * read again when its identity, size or times differ; one that was modified within the last two
 * seconds is read each time. Thread-safe.
 */
final class SifDigests {

  private static final int PIECE_BYTES = 1 << 20;

  /** By path, so that a replaced file drops its predecessor's digest. */
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private final ImageContents contents;

  SifDigests(ImageContents contents) {
    this.contents = contents;
  }

  /**
   * The digest of an image.
   *
   * @param image a SIF file, or a directory with an unpacked image
   * @return the digest
   * @throws IOException if it cannot be read, or changes while it is read
   */
  ImageDigest image(Path image) throws IOException {
    return Files.isDirectory(image)
        ? new ImageDigest("singularity-sandbox:" + SandboxDigest.of(image, contents))
        : new ImageDigest("singularity-sif:" + digest(image).sha256());
  }

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
    String digest = sha256(before.path());
    if (!SifFile.look(path).equals(before)) {
      throw new IOException("the file changed while it was read");
    }
    if (!isNew) {
      known.put(before.path(), new Known(before, digest));
    }
    return new Digested(before, digest);
  }

  /** Reads the file unless its content is known from an earlier process. */
  private String sha256(Path file) throws IOException {
    Optional<String> blake3 = contents.blake3(List.of(file)).map(hashes -> hashes.get(0));
    Optional<String> known = blake3.flatMap(contents::sha256);
    if (known.isPresent()) {
      return known.get();
    }
    String made = read(file);
    blake3.ifPresent(hash -> contents.keep(hash, made));
    return made;
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
