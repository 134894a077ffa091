package dev.styxcache.adapter.fs.lock;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Proves that a run's process is alive: a lock file that is locked before the first folder of the
 * run is created, and released after the last one is deleted. A process that obtains the lock knows
 * that the run's process is dead, and owns the run's folders.
 *
 * <p>Between its creation and its locking another process can mistake the file for an abandoned
 * one. So the creator checks, with the lock held, that the file still exists; if not, it starts
 * again with another id. Ids are never reused.
 */
public final class Lease implements AutoCloseable {

  /** Age after which a lock file without a holder's identity counts as abandoned. */
  private static final Duration UNSIGNED_AGE = Duration.ofDays(14);

  private static final int ATTEMPTS = 16;

  private final String run;
  private final HeldLock file;

  private Lease(String run, HeldLock file) {
    this.run = run;
    this.file = file;
  }

  /**
   * The run's id.
   *
   * @return 32 hex digits, as in Python
   */
  public String run() {
    return run;
  }

  /**
   * Takes a lease for a new run.
   *
   * @param layout the cache directory
   * @return the lease
   * @throws IOException if the lock file cannot be created
   */
  public static Lease take(EntryLayout layout) throws IOException {
    layout.create(layout.locks());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String run = UUID.randomUUID().toString().replace("-", "");
      Path path = layout.stagingLock(run);
      Optional<JvmLocks.Claim> claim = JvmLocks.tryClaim(JvmLocks.Id.of(path, layout.locks()));
      if (claim.isPresent()) {
        HeldLock held = make(layout, path, claim.get());
        if (Files.exists(path)) {
          return new Lease(run, held);
        }
        held.release();
      }
    }
    throw new IOException(
        "new lock files in " + layout.locks() + " are deleted at once by another process");
  }

  private static HeldLock make(EntryLayout layout, Path path, JvmLocks.Claim claim)
      throws IOException {
    try {
      LockFile file = LockFile.create(path);
      HeldLock held = new HeldLock(claim, file);
      try {
        if (layout.group().isPresent()) {
          layout.group().get().openFile(path);
        }
        sign(file, file.tryLock());
        return held;
      } catch (IOException | RuntimeException e) {
        held.release();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      claim.release();
      throw e;
    }
  }

  /** Without locks the written identity is all there is; with one, a full disk is no obstacle. */
  private static void sign(LockFile file, LockFile.Attempt attempt) throws IOException {
    try {
      file.write(ProcessIdentity.current());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      if (attempt != LockFile.Attempt.TAKEN) {
        throw e;
      }
    }
  }

  /**
   * Takes over the lease of a dead process.
   *
   * @param layout the cache directory
   * @param run the run's id
   * @return the lease; empty if the process is alive, or may be
   * @throws IOException if the file system failed
   */
  public static Optional<Lease> takeOver(EntryLayout layout, String run) throws IOException {
    return Takeover.of(layout, layout.stagingLock(run), Lease::isAbandoned)
        .map(held -> new Lease(run, held));
  }

  /** Without file locks: whether the process that is named in the file is known to be dead. */
  static boolean isAbandoned(Path path, Optional<ProcessIdentity> holder) throws IOException {
    if (holder.isEmpty()) {
      return Files.getLastModifiedTime(path)
          .toInstant()
          .isBefore(Instant.now().minus(UNSIGNED_AGE));
    }
    // Another user's process may be invisible here without being dead.
    return holder.get().isOfThisMachine()
        && ProcessIdentity.owns(path)
        && !holder.get().isAliveHere();
  }

  /** Releases the lease, once the run's folders are gone. A second call does nothing. */
  @Override
  public void close() {
    file.release();
  }
}
