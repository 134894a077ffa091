package dev.styxcache.adapter.fs.upkeep;

import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.function.Function;

/** Finds trees that nobody has used for some time. */
final class IdleTrees {

  private IdleTrees() {}

  /**
   * Whether everything in a tree was last used before a time. Links are not followed.
   *
   * @param path a file, link or folder; one that does not exist is idle
   * @param limit the time
   * @param lastUse which time of a file counts
   * @return whether it is idle
   * @throws IOException if the file system failed
   */
  static boolean isIdle(Path path, Instant limit, Function<BasicFileAttributes, FileTime> lastUse)
      throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return true;
    }
    if (!lastUse.apply(attributes).toInstant().isBefore(limit)) {
      return false;
    }
    if (attributes.isDirectory()) {
      for (Path child : Folders.childrenIfPresent(path)) {
        if (!isIdle(child, limit, lastUse)) {
          return false;
        }
      }
    }
    return true;
  }
}
