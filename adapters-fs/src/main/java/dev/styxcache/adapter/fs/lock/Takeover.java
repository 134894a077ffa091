package dev.styxcache.adapter.fs.lock;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes over lock files of dead processes. */
final class Takeover {

  private Takeover() {}

  /** Judges a lock file on a file system without locks. */
  @FunctionalInterface
  interface Judgement {
    boolean isAbandoned(Path path, Optional<ProcessIdentity> holder) throws IOException;
  }

  /**
   * Takes over a lock file if its process is dead.
   *
   * @param layout the cache directory
   * @param path the lock file
   * @param withoutLocks decides if the file system has no locks
   * @return the held lock; empty if its process is alive, or may be
   * @throws IOException if the file system failed
   */
  static Optional<HeldLock> of(EntryLayout layout, Path path, Judgement withoutLocks)
      throws IOException {
    JvmLocks.Id id;
    try {
      id = JvmLocks.Id.of(path, layout.locks());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<JvmLocks.Claim> claim = JvmLocks.tryClaim(id);
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      Optional<LockFile> file = open(path, withoutLocks);
      taken = file.isPresent();
      return file.map(lock -> new HeldLock(claim.get(), lock));
    } finally {
      if (!taken) {
        claim.get().release();
      }
    }
  }

  private static Optional<LockFile> open(Path path, Judgement withoutLocks) throws IOException {
    LockFile file;
    try {
      file = LockFile.open(path);
    } catch (NoSuchFileException | AccessDeniedException e) {
      // Gone, or another user's.
      return Optional.empty();
    }
    boolean abandoned = false;
    try {
      LockFile.Attempt attempt = file.tryLock();
      Optional<ProcessIdentity> holder = file.holder();
      abandoned =
          switch (attempt) {
            case HELD -> false;
            // Unless the holder is visibly alive: a network file system can lose a living
            // process's lock.
            case TAKEN -> holder.filter(ProcessIdentity::isAliveHere).isEmpty();
            case UNSUPPORTED -> withoutLocks.isAbandoned(path, holder);
          };
      return abandoned ? Optional.of(file) : Optional.empty();
    } finally {
      if (!abandoned) {
        file.close();
      }
    }
  }
}
