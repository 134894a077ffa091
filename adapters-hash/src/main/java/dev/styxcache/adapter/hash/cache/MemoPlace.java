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
 * Finds the directory for a memo. Whoever can write to a memo can have a wrong result served, so a
 * directory or a file that belongs to somebody else, or that others may write to, is not used.
 */
final class MemoPlace {

  private static final String FACTS = "unix:uid,mode,isDirectory,isRegularFile";
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private MemoPlace() {}

  /**
   * Chooses a directory, and makes it where it is missing.
   *
   * @throws IOException if there is none that can be used; the message says why and what to do
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
        // Another process was quicker; or it is a link, of which the check will tell.
      }
    }
    requireOwn(directory, "isDirectory", "a directory");
    for (String name : new String[] {MemoFile.NAME, MemoFile.LOCK_NAME}) {
      Path file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        requireOwn(file, "isRegularFile", "a file");
      }
    }
    return directory;
  }

  /**
   * Where the memo is or would be.
   *
   * @throws IOException if there is no place for it
   */
  static Path choose(DigestCacheSettings settings) throws IOException {
    Path directory = settings.directory();
    String type = LocalFileSystems.typeOf(nearestExisting(directory));
    if (LocalFileSystems.isFitForMemo(type)) {
      return directory;
    } else if (settings.elsewhere().isPresent()) {
      Path elsewhere = settings.elsewhere().get();
      String typeThere = LocalFileSystems.typeOf(nearestExisting(elsewhere));
      if (LocalFileSystems.isFitForMemo(typeThere)) {
        return elsewhere.resolve("styxcache-memo-" + user());
      }
    }
    throw new IOException(
        directory
            + " is on a file system of type "
            + type
            + ", and a memo needs one of this machine's disks; choose a directory there");
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
    Map<String, Object> facts = Files.readAttributes(path, FACTS, LinkOption.NOFOLLOW_LINKS);
    if (!Boolean.TRUE.equals(facts.get(kind))) {
      throw new IOException(
          path + " is not " + kindText + ", and a link to one is not followed; move it away");
    }
    if (!user().equals(facts.get("uid"))) {
      throw new IOException(path + " belongs to another user; choose another directory");
    }
    if (facts.get("mode") instanceof Integer mode && (mode & WRITABLE_BY_OTHERS) != 0) {
      throw new IOException(
          path + " can be written to by others; take that right away (chmod go-w)");
    }
  }

  /**
   * The number of the user whom this process acts for. Where the system does not show its processes
   * as files, it is the owner of the home directory.
   */
  private static Object user() throws IOException {
    Path owned =
        Files.exists(THIS_PROCESS) ? THIS_PROCESS : Path.of(System.getProperty("user.home", "/"));
    return Files.getAttribute(owned, "unix:uid");
  }
}
