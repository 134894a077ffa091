package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits as numbers. On file systems without permissions, setting them does nothing. */
public final class Modes {

  /** What the owner of a directory needs to delete its members. */
  public static final int OWNER_ALL = 0700;

  /** Permission to write for the owner. */
  public static final int OWNER_WRITE = 0200;

  /** Permission to write for everybody. */
  public static final int ALL_WRITE = 0222;

  private static final PosixFilePermission[] FROM_HIGHEST_BIT = {
    PosixFilePermission.OWNER_READ,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_EXECUTE
  };

  private Modes() {}

  /**
   * Whether a path's file system has permission bits.
   *
   * @param path the path
   * @return whether it has
   */
  public static boolean areSupported(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  static int toInt(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : FROM_HIGHEST_BIT) {
      mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return mode;
  }

  private static Set<PosixFilePermission> fromInt(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < FROM_HIGHEST_BIT.length; i++) {
      if ((mode >> (FROM_HIGHEST_BIT.length - 1 - i) & 1) != 0) {
        permissions.add(FROM_HIGHEST_BIT[i]);
      }
    }
    return permissions;
  }

  /**
   * Sets the permission bits of a file. A link is refused, so that a link in a tree cannot cause a
   * change outside of it.
   *
   * @param file a file that its owner can read
   * @param mode the bits, 0 … 0777
   * @throws IOException if they cannot be set
   */
  public static void setOfFile(Path file, int mode) throws IOException {
    set(file, mode, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Sets the permission bits of a directory. Its path is used, not a handle as with files, because
   * a directory that its owner may not read cannot be opened.
   *
   * @param folder a directory, not a link to one
   * @param mode the bits, 0 … 0777
   * @throws IOException if they cannot be set
   */
  public static void setOfFolder(Path folder, int mode) throws IOException {
    set(folder, mode);
  }

  private static void set(Path path, int mode, LinkOption... options) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, options);
    if (view != null) {
      view.setPermissions(fromInt(mode));
    }
  }

  /**
   * Whether two paths have the same owner. Only the owner can change a file's permissions, and a
   * tool in a container may have written as another user.
   *
   * @param one a path
   * @param other another path
   * @return whether they have the same owner; true where the file system has no owners
   * @throws IOException if that cannot be found out
   */
  public static boolean haveSameOwner(Path one, Path other) throws IOException {
    return !areSupported(one)
        || Files.getOwner(one, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS));
  }
}
