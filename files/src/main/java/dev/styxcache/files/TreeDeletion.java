package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Deletes trees, whatever their modes. Links are deleted, never followed. */
public final class TreeDeletion {

  /** Something may still be writing into a tree; this often it is allowed to add to it. */
  private static final int ATTEMPTS = 5;

  private TreeDeletion() {}

  /**
   * Deletes a file, link or tree. What is gone already is no error, so several may delete the same
   * tree at once.
   *
   * @param path what is to be deleted
   * @throws IOException if something of it cannot be deleted; as much as can be is
   */
  public static void delete(Path path) throws IOException {
    Optional<FileFacts> facts = FileFacts.ifPresent(path);
    if (facts.isEmpty()) {
      return;
    }
    if (facts.get().kind() != FileFacts.Kind.FOLDER) {
      Files.deleteIfExists(path);
      return;
    }
    allowDeletion(path, facts.get());
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

  private static void deleteChildren(Path folder) throws IOException {
    IOException failure = null;
    for (Path child : Folders.childrenIfPresent(folder)) {
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

  private static void allowDeletion(Path folder, FileFacts facts) {
    if ((facts.mode() & Modes.OWNER_ALL) == Modes.OWNER_ALL) {
      return;
    }
    try {
      Modes.setOfFolder(folder, facts.mode() | Modes.OWNER_ALL);
    } catch (IOException e) {
      // Gone already, or another user's: the deletion that follows finds out which, and says so.
      return;
    }
  }
}
