package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Copies single files atomically: the copy is written under a temporary name in the same directory,
 * and renamed. Other names and open handles of a replaced file keep its old content.
 */
public final class FileCopy {

  private static final String TEMPORARY = ".styxcache-";

  private FileCopy() {}

  /**
   * Copies a file's content and time of modification, replacing a file at the target.
   *
   * @param source a regular file
   * @param target the path of the copy, in an existing directory; not itself a directory
   * @param permissions the copy's permission bits, 0 … 0777
   * @throws IOException if the copy fails; a file at the target is unchanged
   */
  public static void replace(Path source, Path target, int permissions) throws IOException {
    Path temporary = temporaryBeside(target);
    try {
      ContentCopy.copy(source, temporary);
      Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(source));
      Modes.setOfFile(temporary, permissions);
      AtomicMove.replacing(temporary, target);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  private static Path temporaryBeside(Path target) {
    return target.resolveSibling(TEMPORARY + UUID.randomUUID());
  }

  private static void deleteAfter(Exception failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
