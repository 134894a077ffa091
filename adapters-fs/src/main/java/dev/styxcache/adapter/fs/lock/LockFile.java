package dev.styxcache.adapter.fs.lock;

import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An open lock file. Only the holder of its claim in {@link JvmLocks} opens it, and closes it
 * before releasing the claim. Not thread-safe.
 */
final class LockFile {

  /** Maximum size of a holder's identity, in bytes. */
  private static final int HOLDER_BYTES = 8192;

  private static final int MOST_PADDING = 4096;

  /** The result of an attempt to lock. */
  enum Attempt {
    /** This process has the lock. */
    TAKEN,
    /** Another process has it. */
    HELD,
    /** The file system has no locks. */
    UNSUPPORTED
  }

  private final Path path;
  private final FileChannel channel;

  private LockFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens the file, and creates it if necessary. */
  static LockFile openOrCreate(Path path) throws IOException {
    return new LockFile(
        path,
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Creates the file, which must not exist. */
  static LockFile create(Path path) throws IOException {
    return new LockFile(
        path,
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /** Opens the file, which must exist. */
  static LockFile open(Path path) throws IOException {
    return new LockFile(
        path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Tries to lock the file without waiting. */
  Attempt tryLock() {
    try {
      return channel.tryLock() == null ? Attempt.HELD : Attempt.TAKEN;
    } catch (OverlappingFileLockException e) {
      // A copy of this class in another class loader has it.
      return Attempt.HELD;
    } catch (IOException | UnsupportedOperationException e) {
      return Attempt.UNSUPPORTED;
    }
  }

  /** Writes the holder's identity, with a random length that other holders hardly share. */
  void write(ProcessIdentity holder) throws IOException {
    String padding = "-".repeat(ThreadLocalRandom.current().nextInt(MOST_PADDING));
    ByteBuffer text =
        ByteBuffer.wrap((holder.text() + padding + "\n").getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (text.hasRemaining()) {
      channel.write(text, text.position());
    }
  }

  /** The holder's identity, if it is written already. */
  Optional<ProcessIdentity> holder() {
    ByteBuffer text = ByteBuffer.allocate(HOLDER_BYTES);
    try {
      while (text.hasRemaining() && channel.read(text, text.position()) > 0) {
        // Reads on.
      }
    } catch (IOException e) {
      // Mandatory locks prevent reading; the holder stays unnamed.
      return Optional.empty();
    }
    return ProcessIdentity.parse(
        new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
  }

  /**
   * What the file system says of the file that is at the path now.
   *
   * @return its stat, with its identity where the file system has identities
   */
  Optional<FileStat> statAtPath() throws IOException {
    return FileStat.exactIfPresent(path);
  }

  /**
   * Whether the locked file is the one at its path. A holder deletes its file before it releases
   * it, so a lock can be obtained on a deleted file.
   *
   * <p>Call it after {@link #write}. Java does not reveal the identity of an open file, and an
   * identity that was seen at the path earlier may be reused; so the length is compared as well.
   *
   * @param opened the stat at the path after the file was opened
   */
  boolean isAtPath(Optional<FileStat> opened) throws IOException {
    long size = channel.size();
    return statAtPath()
        .filter(now -> now.size() == size && opened.filter(now::isSameFile).isPresent())
        .isPresent();
  }

  /** Deletes the file. It is still locked, so it is not another process's. */
  void delete() throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      // Its folder is gone as well.
      return;
    }
  }

  /** Releases the lock. */
  void close() throws IOException {
    channel.close();
  }
}
