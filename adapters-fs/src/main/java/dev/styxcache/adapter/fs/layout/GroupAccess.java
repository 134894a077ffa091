package dev.styxcache.adapter.fs.layout;

import dev.styxcache.files.FileStat;
import dev.styxcache.files.TreeWalk;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a cache directory to the group that it belongs to, whatever the umask of its users, as git
 * does with {@code core.sharedRepository}: members may read every entry, make entries, and delete
 * them. Directories hand their group on (setgid). Stateless.
 *
 * <p>Only the owner of a file can change its mode, so what another user has made stays as it is.
 */
public final class GroupAccess {

  private static final Logger LOG = LoggerFactory.getLogger(GroupAccess.class);

  private static final int SET_GROUP = 02000;
  private static final int GROUP_ALL = 0070;
  private static final int GROUP_READ = 0040;
  private static final int GROUP_WRITE = 0020;
  private static final int GROUP_EXECUTE = 0010;
  private static final int OWNER_EXECUTE = 0100;
  private static final int ALL_PERMISSIONS = 07777;

  /** Creates it; it has no state. */
  public GroupAccess() {}

  /**
   * Creates a directory, with those above it, and opens those that it has made.
   *
   * @param folder the directory; it may exist
   * @throws IOException if it cannot be created
   */
  void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      create(parent);
    }
    Files.createDirectories(folder);
    openFolder(folder);
  }

  /**
   * Opens a file that members of the group write to, such as a lock.
   *
   * @param file the file
   * @throws IOException if its mode cannot be read
   */
  public void openFile(Path file) throws IOException {
    add(file, GROUP_READ | GROUP_WRITE);
  }

  /**
   * Opens a tree that is about to become an entry: directories to write, files to read.
   *
   * @param root the tree
   * @throws IOException if it cannot be walked
   */
  public void openTree(Path root) throws IOException {
    openFolder(root);
    TreeWalk.walk(root, TreeWalk.Settings.of(Comparator.naturalOrder()), new Opener(root));
  }

  private void openFolder(Path folder) throws IOException {
    add(folder, SET_GROUP | GROUP_ALL);
  }

  private void openContent(Path file, FileStat stat) throws IOException {
    add(file, (stat.permissions() & OWNER_EXECUTE) != 0 ? GROUP_READ | GROUP_EXECUTE : GROUP_READ);
  }

  private static void add(Path path, int bits) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode") & ALL_PERMISSIONS;
      if ((mode & bits) != bits) {
        Files.setAttribute(path, "unix:mode", mode | bits);
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // Another user's.
      LOG.debug("the mode of {} stays as it is", path, e);
    }
  }

  private final class Opener implements TreeWalk.Visitor<IOException> {
    private final Path root;

    Opener(Path root) {
      this.root = root;
    }

    @Override
    public void file(String path, FileStat stat) throws IOException {
      openContent(root.resolve(path), stat);
    }

    @Override
    public void directory(String path, FileStat stat) throws IOException {
      openFolder(root.resolve(path));
    }

    @Override
    public void link(String path) {
      // It has no mode of its own.
    }

    @Override
    public void other(String path) {
      // An entry has none.
    }

    @Override
    public void failed(String path, IOException failure) throws IOException {
      throw failure;
    }
  }
}
