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
 * Says that a run's process is alive: a lock file that is locked before the first of the run's
 * folders is made, and let go after the last of them is gone. Whoever can take the lock knows that
 * the process is dead, and owns the folders.
 *
 * <p>The one gap, between the making of the file and its locking, is closed by the maker: once it
 * has the lock it sees whether the file is still there, and starts again with another id if
 * somebody took it for a dead process's. Ids are never used twice.
 */
public final class Lease implements AutoCloseable {

  /** A lock file that says nothing after this time was left by a process that died at once. */
  private static final Duration UNSIGNED_AGE = Duration.ofDays(14);

  private static final int ATTEMPTS = 16;

  private final String run;
  private final HeldFile file;

  private Lease(String run, HeldFile file) {
    this.run = run;
    this.file = file;
  }

  /**
   * The run's id.
   *
   * @return 32 digits of hex, as Python names its runs
   */
  public String run() {
    return run;
  }

  /**
   * Makes a lease for a new run.
   *
   * @param layout the cache directory
   * @return the lease
   * @throws IOException if the lock file cannot be made
   */
  public static Lease take(EntryLayout layout) throws IOException {
    Files.createDirectories(layout.locks());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String run = UUID.randomUUID().toString().replace("-", "");
      Path path = layout.stagingLock(run);
      Optional<JvmLocks.Claim> claim = JvmLocks.tryClaim(LockId.of(path, layout.locks()));
      if (claim.isPresent()) {
        HeldFile held = make(path, claim.get());
        if (Files.exists(path)) {
          return new Lease(run, held);
        }
        held.release();
      }
    }
    throw new IOException(
        "the lock files in " + layout.locks() + " vanish as soon as they are made");
  }

  private static HeldFile make(Path path, JvmLocks.Claim claim) throws IOException {
    try {
      LockFile file = LockFile.create(path);
      HeldFile held = new HeldFile(claim, file);
      try {
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

  /** Where there are no locks what is written must do; else a full disk may keep it from being. */
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
   * Takes over the lease of a process that is dead.
   *
   * @param layout the cache directory
   * @param run the run's id
   * @return the lease, or nothing where the process is alive, or may be
   * @throws IOException if that cannot be found out
   */
  public static Optional<Lease> takeOver(EntryLayout layout, String run) throws IOException {
    return Takeover.of(layout, layout.stagingLock(run), Lease::isAbandoned)
        .map(held -> new Lease(run, held));
  }

  /** Where the file system has no locks: whether the process that signed is seen to be dead. */
  static boolean isAbandoned(Path path, Optional<ProcessIdentity> holder) throws IOException {
    if (holder.isEmpty()) {
      return Files.getLastModifiedTime(path)
          .toInstant()
          .isBefore(Instant.now().minus(UNSIGNED_AGE));
    }
    // Another user's processes may be hidden from this one, which is not to say that they are dead.
    return holder.get().isOfThisMachine()
        && ProcessIdentity.owns(path)
        && !holder.get().isAliveHere();
  }

  /** Lets the lease go, once the run's folders are gone. A second call does nothing. */
  @Override
  public void close() {
    file.release();
  }
}
