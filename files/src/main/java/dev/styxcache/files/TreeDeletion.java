package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Deletes trees whatever their permissions. Links are deleted, never followed. */
public final class TreeDeletion {

  /** Number of attempts to delete a directory that another process still writes into. */
  private static final int ATTEMPTS = 5;

  private TreeDeletion() {}

  /**
   * Deletes a file, link or tree. A missing path is not an error, so several processes may delete
   * the same tree at once.
   *
   * @param path the path
   * @throws IOException if some of it cannot be deleted; everything else is
   */
  public static void delete(Path path) throws IOException {
    Optional<FileStat> stat = FileStat.ifPresent(path);
    if (stat.isEmpty()) {
      return;
    }
    if (stat.get().kind() != FileStat.Kind.DIRECTORY) {
      Files.deleteIfExists(path);
      return;
    }
    allowDeletion(path, stat.get().permissions());
    for (int attempt = 1; ; attempt++) {
      deleteChildren(path);
      try {
        Files.deleteIfExists(path);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void deleteChildren(Path directory) throws IOException {
    IOException failure = null;
    for (Path child : Folders.childrenIfPresent(directory)) {
      try {
        delete(child);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static void allowDeletion(Path directory, int permissions) {
    if ((permissions & Modes.OWNER_ALL) == Modes.OWNER_ALL) {
      return;
    }
    try {
      Modes.setOfFolder(directory, permissions | Modes.OWNER_ALL);
    } catch (IOException e) {
      // Deleted already, or another user's: the deletion that follows reports which.
      return;
    }
  }
}
