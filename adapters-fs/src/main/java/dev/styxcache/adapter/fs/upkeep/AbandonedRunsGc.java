package dev.styxcache.adapter.fs.upkeep;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what dead processes left: folders of runs, trash and lock files.
 *
 * <p>A run's process is dead if and only if its {@link Lease} can be taken over. Runs of Python's
 * {@code styxcache} have no lease; they count as dead when nothing in them has changed for two
 * weeks.
 *
 * @param layout the cache directory
 */
public record AbandonedRunsGc(EntryLayout layout) {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedRunsGc.class);

  private static final Duration UNOWNED_AGE = Duration.ofDays(14);
  private static final Duration KEY_LOCK_AGE = Duration.ofDays(1);

  /** Collects. What cannot be deleted is left for the next process. */
  public void run() {
    Set<String> runs = new LinkedHashSet<>();
    for (Path path : children(layout.incoming())) {
      String name = String.valueOf(path.getFileName());
      if (EntryLayout.isTrash(name)) {
        attempt(path, () -> TreeDeletion.delete(path));
      } else if (EntryLayout.isRun(name)) {
        runs.add(EntryLayout.runOf(name));
      }
    }
    for (Path path : children(layout.locks())) {
      String name = String.valueOf(path.getFileName());
      String run = EntryLayout.runOfLock(name);
      if (!run.isEmpty()) {
        runs.add(run);
      } else if (EntryLayout.isKeyLock(name)) {
        attempt(path, () -> collectKeyLock(path));
      }
    }
    for (String run : runs) {
      attempt(layout.staging(run), () -> collectRun(run));
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Path path, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.debug("{} could not be collected", path, e);
    }
  }

  private static List<Path> children(Path folder) {
    try {
      return Folders.childrenIfPresent(folder);
    } catch (IOException e) {
      LOG.debug("{} could not be collected", folder, e);
      return List.of();
    }
  }

  private void collectRun(String run) throws IOException {
    if (!Files.exists(layout.stagingLock(run))) {
      // A Java run's lock is deleted after its folders, so these are Python's, or gone by now.
      Instant limit = Instant.now().minus(UNOWNED_AGE);
      for (Path path : foldersOf(run)) {
        if (IdleTrees.isIdle(path, limit, BasicFileAttributes::lastModifiedTime)) {
          TreeDeletion.delete(path);
        }
      }
      return;
    }
    Optional<Lease> lease = Lease.takeOver(layout, run);
    if (lease.isPresent()) {
      try (Lease held = lease.get()) {
        for (Path path : foldersOf(held.run())) {
          TreeDeletion.delete(path);
        }
      }
    }
  }

  private List<Path> foldersOf(String run) {
    return children(layout.incoming()).stream()
        .filter(path -> String.valueOf(path.getFileName()).startsWith(run))
        .toList();
  }

  private void collectKeyLock(Path path) throws IOException {
    Instant limit = Instant.now().minus(KEY_LOCK_AGE);
    if (FileStat.of(path).modifiedTime().isBefore(limit)) {
      new FileLocks(layout).deleteIfFree(path);
    }
  }
}
