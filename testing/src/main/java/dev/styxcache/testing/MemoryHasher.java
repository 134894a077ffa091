package dev.styxcache.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.IncomingDigest;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A content hasher for tests, on any file system that {@link Files} can read.
 *
 * <p>Its digests are SHA-256, not the BLAKE3 of real entries, so keys differ from those of a real
 * cache. Reads every file again to notice changes. A link within a tree counts by the content of
 * the file that it leads to, or by its target where it leads to no file. Stateless, so safe for use
 * by many threads.
 */
public final class MemoryHasher implements ContentHasher {

  /** Makes a hasher; it has no state. */
  public MemoryHasher() {}

  /**
   * Digests bytes as {@link #hash} digests a file that has them.
   *
   * @param content the bytes
   * @return the digest
   */
  public static ContentHash digest(byte[] content) {
    return ContentHash.of(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<HashedContent> hash(List<Path> paths) {
    List<HashedContent> contents = new ArrayList<>(paths.size());
    for (Path path : paths) {
      if (Thread.currentThread().isInterrupted()) {
        throw new RunInterruptedException("interrupted while " + path + " was digested");
      }
      SortedMap<Path, Member> snapshot = snapshot(path);
      contents.add(new HashedContent(digest(path, snapshot), () -> findChange(path, snapshot)));
    }
    return contents;
  }

  @Override
  public Optional<Path> locate(Path path, boolean resolveParent) {
    try {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return Optional.of(
          parent == null || name == null || (!resolveParent && Files.isDirectory(path))
              ? path.toRealPath()
              : parent.toRealPath().resolve(name));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Instant> changed(Path path) {
    try {
      return Optional.of(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A file or directory: what enters the digest, and when it was last modified. */
  private record Member(String content, String modified) {}

  private static SortedMap<Path, Member> snapshot(Path root) {
    if (!Files.exists(root)) {
      throw new InvalidInputException("the input " + root + " does not exist");
    }
    SortedMap<Path, Member> members = new TreeMap<>();
    try {
      if (Files.isRegularFile(root)) {
        members.put(root, file(root));
        return members;
      }
      try (Stream<Path> paths = Files.walk(root.toRealPath())) {
        for (Path path : paths.toList()) {
          members.put(root.resolve(root.toRealPath().relativize(path)), member(path));
        }
      }
      return members;
    } catch (IOException e) {
      throw new InvalidInputException("the input " + root + " cannot be read: " + e);
    }
  }

  private static Member member(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return file(path);
    }
    return new Member(
        Files.isSymbolicLink(path) ? "link to " + Files.readSymbolicLink(path) : "directory", "");
  }

  private static Member file(Path path) throws IOException {
    return new Member(
        "file " + digest(Files.readAllBytes(path)).hex(),
        Files.getLastModifiedTime(path).toString()
            + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static ContentHash digest(Path root, SortedMap<Path, Member> snapshot) {
    Member only = snapshot.get(root);
    if (only != null && only.content().startsWith("file ")) {
      return new ContentHash(only.content().substring("file ".length()));
    }
    MessageDigest tree = sha256();
    snapshot.forEach(
        (path, member) ->
            tree.update((root.relativize(path) + "\0" + member.content() + "\0").getBytes(UTF_8)));
    return ContentHash.of(tree.digest());
  }

  private static Optional<Path> findChange(Path root, SortedMap<Path, Member> before) {
    SortedMap<Path, Member> now;
    try {
      now = snapshot(root);
    } catch (InvalidInputException e) {
      return Optional.of(root);
    }
    TreeSet<Path> paths = new TreeSet<>(before.keySet());
    paths.addAll(now.keySet());
    for (Path path : paths) {
      Member member = before.get(path);
      if (member == null || !member.equals(now.get(path))) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  @Override
  public IncomingDigest incoming(long bytes) {
    return new Incoming(Math.toIntExact(bytes));
  }

  /** Holds the whole content in memory. Guarded by itself. */
  private static final class Incoming implements IncomingDigest {

    private final byte[] content;
    private final boolean[] claimed;
    private int missing;

    Incoming(int bytes) {
      this.content = new byte[bytes];
      this.missing = (bytes + PIECE_BYTES - 1) / PIECE_BYTES;
      this.claimed = new boolean[missing];
    }

    @Override
    public Piece piece(long number) {
      if (number < 0 || number >= claimed.length) {
        throw new IndexOutOfBoundsException("there is no piece " + number);
      }
      int start = Math.toIntExact(number * PIECE_BYTES);
      return new Arriving(start, Math.min(PIECE_BYTES, content.length - start));
    }

    @Override
    public synchronized Optional<ContentHash> digest() {
      return missing > 0 ? Optional.empty() : Optional.of(MemoryHasher.digest(content));
    }

    private synchronized boolean claim(int start, ByteBuffer bytes) {
      int number = start / PIECE_BYTES;
      if (claimed[number]) {
        return false;
      }
      claimed[number] = true;
      bytes.duplicate().flip().get(content, start, bytes.position());
      return true;
    }

    private synchronized void free(int start) {
      claimed[start / PIECE_BYTES] = false;
    }

    private synchronized void count() {
      missing--;
    }

    private final class Arriving implements Piece {

      private final int start;
      private final ByteBuffer bytes;
      private boolean uncounted;

      Arriving(int start, int length) {
        this.start = start;
        this.bytes = ByteBuffer.allocateDirect(length);
      }

      @Override
      public ByteBuffer bytes() {
        return bytes;
      }

      @Override
      public boolean digest() {
        if (bytes.hasRemaining()) {
          throw new IllegalStateException("the piece lacks " + bytes.remaining() + " bytes");
        }
        uncounted = claim(start, bytes);
        bytes.flip();
        return uncounted;
      }

      @Override
      public void kept() {
        uncounted = false;
        count();
      }

      @Override
      public void close() {
        if (uncounted) {
          free(start);
        }
      }
    }
  }
}
