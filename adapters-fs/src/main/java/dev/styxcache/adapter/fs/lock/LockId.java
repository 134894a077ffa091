package dev.styxcache.adapter.fs.lock;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Identifies a lock file by its folder rather than its path, since a cache directory can have
 * several names.
 *
 * @param fileSystem the file system
 * @param folder the identity of the folder, or its real path if the file system has no identities
 * @param name the file's name
 */
record LockId(FileSystem fileSystem, Object folder, String name) {

  /**
   * The identity of a lock file.
   *
   * @param file the file, which need not exist
   * @param folder the folder that it is in, which must exist
   * @return its identity
   * @throws IOException if the folder cannot be read
   */
  static LockId of(Path file, Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return new LockId(
        file.getFileSystem(),
        key == null ? folder.toRealPath() : key,
        String.valueOf(file.getFileName()));
  }

  /**
   * The identity of a lock that has no file.
   *
   * @param file where its file would be
   * @return its identity
   */
  static LockId withoutFile(Path file) {
    return new LockId(file.getFileSystem(), file, "");
  }
}
