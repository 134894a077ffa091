package dev.styxcache.adapter.fs.lock;

import dev.styxcache.files.FileFacts;
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
 * An open lock file. To be opened only by who has its claim in {@link JvmLocks}, and closed before
 * that is released. For one thread at a time.
 */
final class LockFile {

  /** More than a holder ever writes. */
  private static final int HOLDER_BYTES = 8192;

  private static final int MOST_PADDING = 4096;

  /** What became of an attempt to lock. */
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

  /** Opens the file, making it where it is missing. */
  static LockFile openOrCreate(Path path) throws IOException {
    return new LockFile(
        path,
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Makes the file, which must not exist. */
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

  /** Tries to lock the file; does not wait. */
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

  /** Writes who holds the lock, at a length that no other holder is likely to have. */
  void write(ProcessIdentity holder) throws IOException {
    String padding = "-".repeat(ThreadLocalRandom.current().nextInt(MOST_PADDING));
    ByteBuffer text =
        ByteBuffer.wrap((holder.text() + padding + "\n").getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (text.hasRemaining()) {
      channel.write(text, text.position());
    }
  }

  /** Who holds the lock, as far as that is written already. */
  Optional<ProcessIdentity> holder() {
    ByteBuffer text = ByteBuffer.allocate(HOLDER_BYTES);
    try {
      while (text.hasRemaining() && channel.read(text, text.position()) > 0) {
        // Reads on.
      }
    } catch (IOException e) {
      // Where locks keep others from reading, the holder stays unnamed.
      return Optional.empty();
    }
    return ProcessIdentity.parse(
        new String(text.array(), 0, text.position(), StandardCharsets.UTF_8));
  }

  /**
   * What is at the path now.
   *
   * @return its identity, where the file system has such a thing
   */
  Optional<Object> identityAtPath() throws IOException {
    return FileFacts.ifPresent(path).flatMap(FileFacts::identity);
  }

  /**
   * Whether the file that is locked is the one at its path. A holder deletes its file before it
   * lets it go, so who gets a lock may have got that of a file that is gone.
   *
   * <p>To be asked after {@link #write}. Java does not tell the identity of an open file, and an
   * identity seen at the path earlier may be in use again; so it goes by the length as well.
   *
   * @param opened the identity at the path when the file had been opened
   */
  boolean isAtPath(Optional<Object> opened) throws IOException {
    long size = channel.size();
    return FileFacts.ifPresent(path)
        .filter(facts -> facts.size() == size && facts.identity().equals(opened))
        .isPresent();
  }

  /** Deletes the file while it is held, so that nobody else's is deleted. */
  void delete() throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      // Its folder is gone as well.
      return;
    }
  }

  /** Lets the lock go. */
  void close() throws IOException {
    channel.close();
  }
}
