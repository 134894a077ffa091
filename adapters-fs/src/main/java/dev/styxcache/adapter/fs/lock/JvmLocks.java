package dev.styxcache.adapter.fs.lock;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Registers the locks that this JVM holds, for two reasons. File locks are held by the process, so
 * they do not exclude its threads. And with POSIX locks a process that closes any channel of a file
 * loses all its locks on that file; so a lock file is opened only by the holder of its claim here.
 *
 * <p>Two copies of this class in two class loaders do not know each other. Between them a key's
 * lock may fail, which costs a second run of a tool. A run's lock is still safe: a process that
 * obtains it also checks whether the process that it names is alive.
 */
final class JvmLocks {

  private static final Map<Id, Claim> CLAIMS = new HashMap<>();

  private JvmLocks() {}

  /**
   * Identifies a lock file by its folder rather than its path, since a cache directory can have
   * several names.
   *
   * @param fileSystem the file system
   * @param folder the identity of the folder, or its real path if the file system has no identities
   * @param name the file's name
   */
  record Id(FileSystem fileSystem, Object folder, String name) {

    /**
     * The identity of a lock file.
     *
     * @param file the file, which need not exist
     * @param folder the folder that it is in, which must exist
     * @return its identity
     * @throws IOException if the folder cannot be read
     */
    static Id of(Path file, Path folder) throws IOException {
      Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
      return new Id(
          file.getFileSystem(),
          key == null ? folder.toRealPath() : key,
          String.valueOf(file.getFileName()));
    }

    /**
     * The identity of a lock that has no file.
     *
     * @param file where its file would be
     * @return its identity
     */
    static Id withoutFile(Path file) {
      return new Id(file.getFileSystem(), file, "");
    }
  }

  /** The right to open a lock file; held by the JVM, not by a thread. */
  static final class Claim {

    private final Id id;
    private final String thread = Thread.currentThread().getName();
    private final Instant since = Instant.now();

    private Claim(Id id) {
      this.id = id;
    }

    void release() {
      synchronized (CLAIMS) {
        CLAIMS.remove(id, this);
        CLAIMS.notifyAll();
      }
    }

    LockHolder holder() {
      return new LockHolder(
          "thread " + thread + " of this process, since " + ProcessIdentity.timeOfDay(since));
    }
  }

  /**
   * Takes a claim without waiting.
   *
   * @param id the lock
   * @return the claim; empty if this JVM holds it already
   */
  static Optional<Claim> tryClaim(Id id) {
    Claim claim = new Claim(id);
    synchronized (CLAIMS) {
      return CLAIMS.putIfAbsent(id, claim) == null ? Optional.of(claim) : Optional.empty();
    }
  }

  /**
   * Takes a claim, and waits for it if necessary.
   *
   * @param id the lock
   * @param onWait receives the holder before the wait
   * @return the claim
   * @throws RunInterruptedException if the thread is interrupted while it waits
   */
  static Claim claim(Id id, Consumer<LockHolder> onWait) {
    Claim claim = new Claim(id);
    Claim holder;
    synchronized (CLAIMS) {
      holder = CLAIMS.putIfAbsent(id, claim);
    }
    if (holder == null) {
      return claim;
    }
    onWait.accept(holder.holder());
    try {
      synchronized (CLAIMS) {
        while (CLAIMS.putIfAbsent(id, claim) != null) {
          CLAIMS.wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException(
          "interrupted while waiting for " + holder.holder().description(), e);
    }
    return claim;
  }
}
