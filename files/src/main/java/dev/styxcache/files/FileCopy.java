package dev.styxcache.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Copies single files, so that the copy is in its place as a whole or not at all: it is made under
 * another name beside its place, and renamed. A file that was in its place keeps its content for
 * whoever has it open, or has it under another name.
 */
public final class FileCopy {

  private static final String TEMPORARY = ".styxcache-";

  private FileCopy() {}

  /**
   * Copies a file's content and time to where a file may be already.
   *
   * @param source a regular file
   * @param target the copy's place, in an existing folder; no folder itself
   * @param mode the copy's permission bits, 0 … 0777
   * @throws IOException if it cannot be done; what was in the place still is
   */
  public static void replace(Path source, Path target, int mode) throws IOException {
    Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      BlockSharing.copy(source, temporary);
      Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(source));
      Modes.setOfFile(temporary, mode);
      AtomicMove.replacing(temporary, target);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  /**
   * Copies a file's content over a file of the user's, which must survive a crash of the machine in
   * its old state or its new one: the content is on the disk before the name is.
   *
   * @param source a regular file
   * @param target the user's file, or where one is to be; no folder and no link
   * @param mode its permission bits, 0 … 0777
   * @throws IOException if it cannot be done; the user's file is as it was
   */
  public static void replaceDurably(Path source, Path target, int mode) throws IOException {
    Path temporary = target.resolveSibling(TEMPORARY + UUID.randomUUID());
    try {
      BlockSharing.copy(source, temporary);
      Owners.copy(target, temporary);
      Modes.setOfFile(temporary, mode | Modes.OWNER_WRITE);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Modes.setOfFile(temporary, mode);
      AtomicMove.replacing(temporary, target);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  private static void deleteAfter(Exception failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
