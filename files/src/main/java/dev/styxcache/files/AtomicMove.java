package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Renames within one file system. */
public final class AtomicMove {

  private AtomicMove() {}

  /**
   * Renames a file or link over whatever file or link is there.
   *
   * @param source a file or link
   * @param target where it is to be; no folder
   * @throws IOException if it cannot be done; nothing has changed then
   */
  public static void replacing(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Renames a folder, or a link, to where no folder is. An operating system may let a folder
   * replace an empty one, and lets a link replace a file or link; it never lets anything replace a
   * folder that has something in it.
   *
   * @param source a folder or link
   * @param target where it is to be
   * @throws IOException if it cannot be done; nothing has changed then
   */
  public static void keeping(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Makes a symbolic link, by one rename over whatever file or link is there.
   *
   * @param link where it is to be; no folder
   * @param target what it says
   * @throws IOException if it cannot be done; nothing has changed then
   */
  public static void link(Path link, Path target) throws IOException {
    Path temporary = link.resolveSibling(".styxcache-" + UUID.randomUUID());
    Files.createSymbolicLink(temporary, target);
    try {
      replacing(temporary, link);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
