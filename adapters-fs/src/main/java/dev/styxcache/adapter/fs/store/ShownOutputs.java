package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.FileFacts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes which outputs this process shows in the place of an entry without their being one. Its
 * caller was promised their paths; so {@link ShownSweep} leaves them alone as long as this process
 * lives, which one {@link Lease} for all of them says.
 */
final class ShownOutputs {

  private static final Logger LOG = LoggerFactory.getLogger(ShownOutputs.class);

  private static final Map<Path, Lease> OF_THIS_PROCESS = new HashMap<>();

  private final EntryLayout layout;

  ShownOutputs(EntryLayout layout) {
    this.layout = layout;
  }

  /**
   * Notes that outputs are shown from now on. Where this fails, as on a full disk, what is shown
   * still stays until it has not been used for long, so nothing is thrown.
   */
  void note(CacheKey key) {
    try {
      Path folder = layout.shown(lease().run());
      Files.createDirectories(folder);
      deleteAtExit(folder);
      deleteAtExit(Files.createFile(folder.resolve(key.hex())));
    } catch (FileAlreadyExistsException e) {
      // Noted before.
      return;
    } catch (IOException e) {
      LOG.debug("it is not noted that {} is shown: {}", key, Failures.why(layout.shown(), e));
    }
  }

  /** Held until the process ends. */
  private Lease lease() throws IOException {
    synchronized (OF_THIS_PROCESS) {
      Lease lease = OF_THIS_PROCESS.get(layout.root());
      if (lease == null || FileFacts.ifPresent(layout.stagingLock(lease.run())).isEmpty()) {
        lease = Lease.take(layout);
        deleteAtExit(layout.stagingLock(lease.run()));
        OF_THIS_PROCESS.put(layout.root(), lease);
      }
      return lease;
    }
  }

  /** What a killed process leaves is swept by a later one. */
  private static void deleteAtExit(Path path) {
    if (path.getFileSystem() == FileSystems.getDefault()) {
      path.toFile().deleteOnExit();
    }
  }
}
