package dev.styxcache.testing;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.TreeCopier;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tree copier for tests, from any file system to any other one. Stateless, so safe for use by
 * many threads.
 */
public final class MemoryCopier implements TreeCopier {

  /** Makes a copier; it has no state. */
  public MemoryCopier() {}

  @Override
  public void copy(Path source, Path target) {
    try {
      if (!Files.isDirectory(source)) {
        throw new CacheUnavailableException("cannot copy " + source + ": it is not a directory");
      }
      if (isWithin(source, target)) {
        throw new CacheUnavailableException(
            "cannot copy " + source + " into itself at " + target + "; choose another directory");
      }
      Files.createDirectories(target);
      copyChildren(source, target);
    } catch (IOException e) {
      throw new CacheUnavailableException("cannot copy " + source + " to " + target, e);
    }
  }

  private static boolean isWithin(Path source, Path target) throws IOException {
    Path existing = target.toAbsolutePath();
    for (Path parent = existing; parent != null; parent = parent.getParent()) {
      if (Files.exists(parent)) {
        return parent.toRealPath().startsWith(source.toRealPath());
      }
    }
    return false;
  }

  private static void copyChildren(Path source, Path target) throws IOException {
    for (Path child : children(source)) {
      Path copy = target.resolve(String.valueOf(child.getFileName()));
      boolean intoDirectory = Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS);
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        if (!intoDirectory) {
          Files.deleteIfExists(copy);
          Files.createDirectory(copy);
        }
        copyChildren(child, copy);
        copyMode(child, copy);
      } else if (intoDirectory) {
        throw new CacheUnavailableException(
            "cannot copy " + child + ": the directory " + copy + " is in the way; move it");
      } else {
        copyFileOrLink(child, copy);
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static void copyFileOrLink(Path source, Path target) throws IOException {
    if (Files.isSymbolicLink(source)) {
      FileSystem system = target.getFileSystem();
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, system.getPath(Files.readSymbolicLink(source).toString()));
    } else {
      // The copy may have another file system, so no attributes are copied with it.
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
      copyMode(source, target);
    }
  }

  private static void copyMode(Path source, Path target) throws IOException {
    if (hasModes(source) && hasModes(target)) {
      Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
