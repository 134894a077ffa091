package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits as numbers. On file systems without them nothing is set. */
public final class Modes {

  /** What the owner of a folder needs to be able to delete what is in it. */
  public static final int OWNER_ALL = 0700;

  /** The right of a file's owner to write to it. */
  public static final int OWNER_WRITE = 0200;

  /** Everybody's right to write. */
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
   * Sets the permission bits of a file. A link is refused, so that nothing outside a tree can be
   * changed through it.
   *
   * @param file a file that its owner can read
   * @param mode the bits, 0 … 0777
   * @throws IOException if they cannot be set
   */
  public static void setOfFile(Path file, int mode) throws IOException {
    set(file, mode, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Sets the permission bits of a folder. By its path, not through a handle as with files: one that
   * its owner may not read cannot be opened.
   *
   * @param folder a folder, and no link to one
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
   * Whether two paths have the same owner. Nobody but its owner can change a file's bits, and a
   * container's tool may have written as somebody else.
   *
   * @param one a path
   * @param other another
   * @return whether they have, as far as the file system says
   * @throws IOException if that cannot be found out
   */
  public static boolean haveSameOwner(Path one, Path other) throws IOException {
    return !areSupported(one)
        || Files.getOwner(one, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS));
  }
}
