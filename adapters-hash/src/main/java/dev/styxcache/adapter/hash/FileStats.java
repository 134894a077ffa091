package dev.styxcache.adapter.hash;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks a file system about its files, each kind of file system for as much as it knows. */
enum FileStats {
  /** All that POSIX has. Each attribute is named: {@code unix:*} looks up owners, and is slow. */
  UNIX {
    @Override
    FileStat read(Path path, LinkOption... options) throws IOException {
      Map<String, Object> attributes = Files.readAttributes(path, UNIX_ATTRIBUTES, options);
      int mode = (int) number(attributes, "mode");
      return new FileStat(
          (mode & TYPE) == 0 ? basicType(path, options) : type(mode & TYPE),
          number(attributes, "size"),
          nanos(time(attributes, "lastModifiedTime")),
          nanos(time(attributes, "ctime")),
          number(attributes, "ino"),
          number(attributes, "dev"),
          (mode & EXECUTABLE) != 0);
    }
  },

  /** Permissions, but neither the time of the last change nor inodes. */
  POSIX {
    @Override
    FileStat read(Path path, LinkOption... options) throws IOException {
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, options);
      return basic(attributes, isExecutable(attributes.permissions()));
    }
  },

  /** What every file system has. Nothing counts as executable. */
  BASIC {
    @Override
    FileStat read(Path path, LinkOption... options) throws IOException {
      return basic(Files.readAttributes(path, BasicFileAttributes.class, options), false);
    }
  };

  private static final String UNIX_ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,dev,mode";

  /** The bits of a mode that tell the type of the file, and their values. */
  private static final int TYPE = 0170000;

  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;

  private static final int EXECUTABLE = 0111;

  /** The right one for a file system. */
  static FileStats of(FileSystem fileSystem) {
    Set<String> views = fileSystem.supportedFileAttributeViews();
    if (views.contains("unix")) {
      return UNIX;
    }
    return views.contains("posix") ? POSIX : BASIC;
  }

  /**
   * Looks at a file.
   *
   * @param options whether to look at a link itself
   */
  abstract FileStat read(Path path, LinkOption... options) throws IOException;

  private static FileStat basic(BasicFileAttributes attributes, boolean executable) {
    long modified = nanos(attributes.lastModifiedTime());
    return new FileStat(
        type(attributes.isRegularFile(), attributes.isDirectory(), attributes.isSymbolicLink()),
        attributes.size(),
        modified,
        modified,
        Objects.hashCode(attributes.fileKey()),
        nanos(attributes.creationTime()),
        executable);
  }

  private static boolean isExecutable(Set<PosixFilePermission> permissions) {
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
        || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
        || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
  }

  private static FileStat.Type type(int bits) {
    return switch (bits) {
      case REGULAR -> FileStat.Type.REGULAR;
      case DIRECTORY -> FileStat.Type.DIRECTORY;
      case LINK -> FileStat.Type.LINK;
      default -> FileStat.Type.SPECIAL;
    };
  }

  /** For file systems in memory, whose modes have permissions only. */
  private static FileStat.Type basicType(Path path, LinkOption... options) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
    return type(attributes.isRegularFile(), attributes.isDirectory(), attributes.isSymbolicLink());
  }

  private static FileStat.Type type(boolean regular, boolean directory, boolean link) {
    if (regular) {
      return FileStat.Type.REGULAR;
    } else if (directory) {
      return FileStat.Type.DIRECTORY;
    }
    return link ? FileStat.Type.LINK : FileStat.Type.SPECIAL;
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) value(attributes, name)).longValue();
  }

  private static FileTime time(Map<String, Object> attributes, String name) {
    return (FileTime) value(attributes, name);
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }
}
