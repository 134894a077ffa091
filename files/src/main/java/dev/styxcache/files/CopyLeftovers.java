package dev.styxcache.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The temporary directories of copies, and those of them that killed processes have left. */
final class CopyLeftovers {

  static final String TEMPORARY = ".styxcache-export-";
  static final String LOCK = "lock";

  /** A process has locked its temporary directory long before it is as old as this. */
  private static final Duration MIN_AGE = Duration.ofMinutes(1);

  /** Those of this process: opening and closing the lock file again would free the lock. */
  static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

  private CopyLeftovers() {}

  /** Deletes the temporary directories in a folder whose processes are dead. */
  static void delete(Path folder) throws IOException {
    for (String name : Folders.names(folder)) {
      Path path = folder.resolve(name);
      if (name.startsWith(TEMPORARY) && !LIVE.contains(path) && isLeftover(path)) {
        TreeDeletion.delete(path);
      }
    }
  }

  private static boolean isLeftover(Path path) throws IOException {
    Optional<FileStat> stat = FileStat.ifPresent(path);
    if (stat.isEmpty() || stat.get().modifiedTime().isAfter(Instant.now().minus(MIN_AGE))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (FileSystemException | OverlappingFileLockException | UnsupportedOperationException e) {
      // Another user's, or being deleted.
      return false;
    }
  }
}
