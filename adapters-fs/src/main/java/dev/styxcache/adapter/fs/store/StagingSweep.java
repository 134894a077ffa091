package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.lock.FileLocks;
import dev.styxcache.adapter.fs.lock.Lease;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what dead processes have left: their runs' folders, trash and lock files.
 *
 * <p>A run's process is dead if and only if its {@link Lease} can be taken over. Python's runs have
 * no lease; theirs are taken for dead when nothing in them has changed for two weeks.
 */
final class StagingSweep {

  private static final Logger LOG = LoggerFactory.getLogger(StagingSweep.class);

  private static final Duration UNOWNED_AGE = Duration.ofDays(14);
  private static final Duration KEY_LOCK_AGE = Duration.ofDays(1);

  private final EntryLayout layout;

  StagingSweep(EntryLayout layout) {
    this.layout = layout;
  }

  /**
   * Sweeps. What cannot be deleted is left for another time, since nothing of the caller's depends
   * on it.
   */
  void run() {
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
        attempt(path, () -> sweepKeyLock(path));
      }
    }
    for (String run : runs) {
      attempt(layout.staging(run), () -> sweepRun(run));
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
      LOG.debug("{} could not be swept", path, e);
    }
  }

  private static List<Path> children(Path folder) {
    try {
      return Folders.children(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.debug("{} could not be swept", folder, e);
      return List.of();
    }
  }

  private void sweepRun(String run) throws IOException {
    boolean owned = Files.exists(layout.stagingLock(run));
    if (!owned) {
      // A Java run's lock goes after its folders, so these are Python's, or gone by now.
      for (Path path : foldersOf(run)) {
        deleteIfOlder(path, UNOWNED_AGE);
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

  private void sweepKeyLock(Path path) throws IOException {
    if (isOlder(FileFacts.of(path), KEY_LOCK_AGE)) {
      FileLocks.deleteIfFree(layout, path);
    }
  }

  private static boolean isOlder(FileFacts facts, Duration age) {
    return facts.modified().toInstant().isBefore(Instant.now().minus(age));
  }

  private static void deleteIfOlder(Path path, Duration age) throws IOException {
    if (isUntouched(path, age)) {
      TreeDeletion.delete(path);
    }
  }

  private static boolean isUntouched(Path path, Duration age) throws IOException {
    Optional<FileFacts> facts = FileFacts.ifPresent(path);
    if (facts.isEmpty() || !isOlder(facts.get(), age)) {
      return false;
    }
    if (facts.get().kind() == FileFacts.Kind.FOLDER) {
      for (Path child : Folders.children(path)) {
        if (!isUntouched(child, age)) {
          return false;
        }
      }
    }
    return true;
  }
}
