package dev.styxcache.adapter.fs.lock;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock file that this process holds, with its claim. May be let go by any thread. */
final class HeldFile {

  private static final Logger LOG = LoggerFactory.getLogger(HeldFile.class);

  private final JvmLocks.Claim claim;
  private final LockFile file;
  private final AtomicBoolean released = new AtomicBoolean();

  HeldFile(JvmLocks.Claim claim, LockFile file) {
    this.claim = claim;
    this.file = file;
  }

  /** Deletes the file and lets it go; a second call does nothing. */
  void release() {
    if (released.compareAndSet(false, true)) {
      try {
        try {
          file.delete();
        } finally {
          file.close();
        }
      } catch (IOException e) {
        // The lock itself is free once its channel is closed, which closing does even if it fails.
        LOG.debug("a lock file could not be deleted", e);
      } finally {
        claim.release();
      }
    }
  }
}
