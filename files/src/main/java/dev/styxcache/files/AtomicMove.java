package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Atomic renames within one file system. */
public final class AtomicMove {

  private AtomicMove() {}

  /**
   * Renames a file or link, replacing a file or link at the target.
   *
   * @param source a file or link
   * @param target its new path; not a directory
   * @throws IOException if the rename fails; nothing has changed
   */
  public static void replacing(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Renames a directory or link without replacing a directory that has members. Operating systems
   * may let a directory replace an empty one, and let a link replace a file or link.
   *
   * @param source a directory or link
   * @param target its new path
   * @throws IOException if the rename fails; nothing has changed
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
