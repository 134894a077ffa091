package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Finds the directory of the digest cache. Anyone who can write to the cache can make a wrong
 * digest be used, so a directory or file that belongs to another user, or that others may write to,
 * is refused.
 */
final class CacheDirectory {

  private static final String ATTRIBUTES = "unix:uid,mode,isDirectory,isRegularFile";
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private CacheDirectory() {}

  /**
   * Chooses the directory, and creates it where it is missing.
   *
   * @throws IOException if none can be used; the message has the reason and the next step
   */
  static Path open(DigestCacheSettings settings) throws IOException {
    Path directory = choose(settings);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = directory.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        // Another process created it; or it is a link, which the check below refuses.
      }
    }
    requireOwn(directory, "isDirectory", "a directory");
    for (String name : new String[] {CacheFile.NAME, CacheFile.LOCK_NAME}) {
      Path file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        requireOwn(file, "isRegularFile", "a file");
      }
    }
    return directory;
  }

  /**
   * The directory of the cache, whether it exists or not.
   *
   * @throws IOException if there is no suitable one
   */
  static Path choose(DigestCacheSettings settings) throws IOException {
    Path directory = settings.directory();
    String type = LocalFileSystems.typeOf(nearestExisting(directory));
    if (LocalFileSystems.isSuitableForCache(type)) {
      return directory;
    } else if (settings.elsewhere().isPresent()) {
      Path elsewhere = settings.elsewhere().get();
      String typeThere = LocalFileSystems.typeOf(nearestExisting(elsewhere));
      if (LocalFileSystems.isSuitableForCache(typeThere)) {
        return elsewhere.resolve("styxcache-memo-" + user());
      }
    }
    throw new IOException(
        directory
            + " is on a file system of type "
            + type
            + ", and the digest cache needs a disk of this machine; choose a directory there");
  }

  private static Path nearestExisting(Path directory) throws IOException {
    for (Path path = directory; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        return path;
      }
    }
    throw new NoSuchFileException(directory.toString());
  }

  private static void requireOwn(Path path, String kind, String kindText) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(attributes.get(kind))) {
      throw new IOException(
          path + " is not " + kindText + " (links are not followed); move it away");
    }
    if (!user().equals(attributes.get("uid"))) {
      throw new IOException(path + " belongs to another user; choose another directory");
    }
    if (attributes.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) != 0) {
      throw new IOException(path + " is writable by others; remove that permission (chmod go-w)");
    }
  }

  /**
   * The number of the user of this process. Where the system does not show processes as files, the
   * owner of the home directory.
   */
  private static Object user() throws IOException {
    Path owned =
        Files.exists(THIS_PROCESS) ? THIS_PROCESS : Path.of(System.getProperty("user.home", "/"));
    return Files.getAttribute(owned, "unix:uid");
  }
}
