package dev.styxcache.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * Copies single files atomically: the copy is written under a temporary name in the same directory,
 * and renamed. Other names and open handles of a replaced file keep its old content.
 */
public final class FileCopy {

  private static final String TEMPORARY = ".styxcache-";

  /** User and group as numbers, because a user need not have a name on this machine. */
  private static final String OWNERS = "unix:uid,gid";

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

  /**
   * Copies a file's content over a user's file, which keeps its owner. After a crash of the machine
   * the user's file has its old or its new content, because the content is forced to the disk
   * before the rename.
   *
   * @param source a regular file
   * @param target the user's file, existing or not; neither a directory nor a link
   * @param permissions its permission bits, 0 … 0777
   * @throws IOException if the copy fails; the user's file is unchanged
   */
  public static void replaceDurably(Path source, Path target, int permissions) throws IOException {
    Path temporary = temporaryBeside(target);
    try {
      ContentCopy.copy(source, temporary);
      copyOwners(target, temporary);
      Modes.setOfFile(temporary, permissions | Modes.OWNER_WRITE);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
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

  /** Copies user and group of a file that may be missing, as far as this process may. */
  private static void copyOwners(Path from, Path to) throws IOException {
    if (!from.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    Map<String, Object> wanted;
    try {
      wanted = Files.readAttributes(from, OWNERS, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    Map<String, Object> present = Files.readAttributes(to, OWNERS, LinkOption.NOFOLLOW_LINKS);
    for (Map.Entry<String, Object> id : wanted.entrySet()) {
      if (!id.getValue().equals(present.get(id.getKey()))) {
        setOwner(to, id.getKey(), id.getValue());
      }
    }
  }

  private static void setOwner(Path file, String id, Object value) throws IOException {
    try {
      Files.setAttribute(file, "unix:" + id, value, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      // Only an administrator may give files away. Otherwise the file becomes the user's own, as it
      // does when a tool replaces it.
      return;
    }
  }
}
