package dev.styxcache.adapter.fs.lock;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock file that this process holds, and its claim. Any thread can release it. */
final class HeldLock {

  private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);

  private final JvmLocks.Claim claim;
  private final LockFile file;
  private final AtomicBoolean released = new AtomicBoolean();

  HeldLock(JvmLocks.Claim claim, LockFile file) {
    this.claim = claim;
    this.file = file;
  }

  /** Deletes the file and releases the lock. A second call does nothing. */
  void release() {
    if (released.compareAndSet(false, true)) {
      try {
        try {
          file.delete();
        } finally {
          file.close();
        }
      } catch (IOException e) {
        // The lock is free nevertheless: a channel is closed even if closing it fails.
        LOG.debug("a lock file could not be deleted", e);
      } finally {
        claim.release();
      }
    }
  }
}
