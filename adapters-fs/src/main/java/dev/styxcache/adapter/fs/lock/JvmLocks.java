package dev.styxcache.adapter.fs.lock;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which locks this JVM holds. Two things need it. File locks are held by the process as a whole, so
 * they do not keep its threads apart. And where locks are POSIX locks, a process that closes any
 * channel of a file loses all its locks on that file; so before a lock file is opened its claim is
 * taken here, and while that is held nothing else in this JVM opens the file.
 *
 * <p>Two copies of this class in two class loaders do not know of each other. Between them the
 * keys' locks may fail, which costs a second run of a tool; a run's lock is still safe, since
 * whoever obtains it also asks whether the process that it names is alive.
 */
final class JvmLocks {

  private static final Map<LockId, Claim> CLAIMS = new HashMap<>();

  private JvmLocks() {}

  /** The right to open a lock file. Held by the JVM, not by a thread. */
  static final class Claim {

    private final LockId id;
    private final String thread = Thread.currentThread().getName();
    private final Instant since = Instant.now();

    private Claim(LockId id) {
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
          "thread " + thread + " of this process, since " + HolderText.timeOfDay(since));
    }
  }

  /**
   * Takes a claim that is free.
   *
   * @param id which
   * @return the claim, or nothing where this JVM has it already
   */
  static Optional<Claim> tryClaim(LockId id) {
    Claim claim = new Claim(id);
    synchronized (CLAIMS) {
      return CLAIMS.putIfAbsent(id, claim) == null ? Optional.of(claim) : Optional.empty();
    }
  }

  /**
   * Takes a claim, waiting for it.
   *
   * @param id which
   * @param onWait is told who has it, before waiting
   * @return the claim
   * @throws RunInterruptedException if the thread is interrupted while it waits
   */
  static Claim claim(LockId id, Consumer<LockHolder> onWait) {
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
