package dev.styxcache.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Copies files, folders and links into a directory, exactly: contents with their holes, permission
 * bits, links as links. First everything is written to a temporary directory there; then each thing
 * gets its name by a rename. So a failure or an interruption before {@link #publish} leaves the
 * directory as it was, and what takes long is all before it.
 *
 * <p>Existing files and links are replaced, also a link in the place of a folder; existing folders
 * keep what else is in them. A folder in the place of a file or link is an error, before anything
 * is written. A process that is killed leaves its temporary directory, which is locked as long as
 * the process lives; a later copy into the same directory deletes it. For one thread.
 */
public final class TreeCopy implements AutoCloseable {

  /** Something to be copied; its path is relative to the directory. */
  public sealed interface Member {

    /**
     * Its path.
     *
     * @return the path, relative and normalized, of any file system
     */
    Path path();

    /**
     * A regular file.
     *
     * @param path its path
     * @param source the file that is copied
     * @param mode the copy's permission bits, 0 … 0777
     */
    record File(Path path, Path source, int mode) implements Member {}

    /**
     * A folder, to be listed before its members.
     *
     * @param path its path
     * @param source the folder whose time it is given where times are kept
     * @param mode its permission bits, 0 … 0777
     */
    record Folder(Path path, Path source, int mode) implements Member {}

    /**
     * A folder that is only on the way to another member: one that exists keeps its bits.
     *
     * @param path its path
     * @param mode the permission bits of one that does not exist, to which those of the owner are
     *     added
     */
    record Parent(Path path, int mode) implements Member {}

    /**
     * A symbolic link.
     *
     * @param path its path
     * @param target what it says
     */
    record Link(Path path, Path target) implements Member {}
  }

  private final Path target;
  private final boolean existed;
  private final Optional<Path> firstCreated;
  private final Path temporary;
  private final Path place;
  private Optional<FileChannel> lock = Optional.empty();
  private final List<Member> members = new ArrayList<>();
  private final Map<Path, FileTime> folderTimes = new HashMap<>();

  private TreeCopy(Path target) {
    this.target = target;
    this.existed = Files.isDirectory(target);
    this.place = existed ? target : parent(target);
    this.firstCreated = firstMissing(place);
    this.temporary = place.resolve(CopyLeftovers.TEMPORARY + UUID.randomUUID());
  }

  /**
   * Begins a copy.
   *
   * @param target the directory; it and its parents are made if they are missing
   * @return the copy, to be closed
   * @throws IOException if nothing can be written there
   */
  public static TreeCopy into(Path target) throws IOException {
    TreeCopy copy = new TreeCopy(target.toAbsolutePath());
    try {
      copy.begin();
      return copy;
    } catch (IOException | RuntimeException e) {
      try {
        copy.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private void begin() throws IOException {
    if (!existed && FileStat.ifPresent(target).isPresent()) {
      throw new NotDirectoryException(target.toString());
    }
    Files.createDirectories(place);
    CopyLeftovers.delete(place);
    CopyLeftovers.LIVE.add(temporary);
    Files.createDirectory(temporary);
    Modes.setOfFolder(temporary, Modes.OWNER_ALL);
    FileChannel channel =
        FileChannel.open(
            temporary.resolve(CopyLeftovers.LOCK),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
    lock = Optional.of(channel);
    try {
      channel.tryLock();
    } catch (UnsupportedOperationException e) {
      // Without locks what a killed process leaves cannot be told from what a living one needs.
      return;
    } finally {
      Files.createDirectory(tree());
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static Optional<Path> firstMissing(Path folder) {
    Optional<Path> missing = Optional.empty();
    for (Path path = folder; path != null && !Files.exists(path); path = path.getParent()) {
      missing = Optional.of(path);
    }
    return missing;
  }

  private Path tree() {
    return temporary.resolve("tree");
  }

  /**
   * Writes members, under names that nobody looks for.
   *
   * @param copied the members, each folder before its own members
   * @param time when the copies of files were last written to; empty for the times of their sources
   * @throws IOException if a member cannot be copied
   */
  public void write(List<Member> copied, Optional<FileTime> time) throws IOException {
    requireNothingInTheWay(copied);
    for (Member member : copied) {
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
      Path path = at(tree(), member);
      if (member instanceof Member.File file) {
        ContentCopy.copy(file.source(), path);
      } else if (member instanceof Member.Link link) {
        createLink(path, link.target());
      } else {
        Files.createDirectory(path);
      }
      if (member instanceof Member.Parent parent) {
        Modes.setOfFolder(path, parent.mode() | Modes.OWNER_ALL);
      } else if (member instanceof Member.Folder folder && time.isEmpty()) {
        folderTimes.put(folder.path(), Files.getLastModifiedTime(folder.source()));
      }
    }
    for (Member member : copied) {
      if (member instanceof Member.File file) {
        Path path = at(tree(), file);
        // The time first: a file that its owner may not read cannot be opened to set it.
        Files.setLastModifiedTime(
            path, time.isPresent() ? time.get() : Files.getLastModifiedTime(file.source()));
        Modes.setOfFile(path, file.mode());
      }
    }
    members.addAll(copied);
  }

  private static void createLink(Path path, Path target) throws IOException {
    try {
      Files.createSymbolicLink(path, inFileSystemOf(path, target));
    } catch (UnsupportedOperationException e) {
      throw new FileSystemException(path.toString(), null, "its file system has no links");
    }
  }

  private static Path at(Path root, Member member) {
    return root.resolve(inFileSystemOf(root, member.path()));
  }

  /** Within one file system without a detour by text, which names that are not Unicode lack. */
  private static Path inFileSystemOf(Path place, Path name) {
    return name.getFileSystem().equals(place.getFileSystem())
        ? name
        : place.getFileSystem().getPath(name.toString());
  }

  private void requireNothingInTheWay(List<Member> copied) throws IOException {
    Set<Path> replaced = new HashSet<>();
    for (Member member : copied) {
      if (!isBelow(replaced, member)) {
        Path path = at(target, member);
        boolean folder = isFolder(path);
        if (member instanceof Member.Folder || member instanceof Member.Parent) {
          if (!folder) {
            replaced.add(member.path());
          }
        } else if (folder) {
          throw new FileSystemException(
              path.toString(), null, "a directory is in the way of a file or link");
        }
      }
    }
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isBelow(Set<Path> folders, Member member) {
    for (Path path = member.path().getParent(); path != null; path = path.getParent()) {
      if (folders.contains(path)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives everything its name. Takes no time worth mentioning, and does not end when the thread is
   * interrupted.
   *
   * @throws IOException if a name cannot be given; what has its name by then keeps it
   */
  public void publish() throws IOException {
    if (existed || !isNowTheTarget()) {
      Files.createDirectories(target);
      moveMembers();
    }
    // From the bottom up: a folder that its owner may not write to takes no members.
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i) instanceof Member.Folder folder) {
        Path path = at(target, folder);
        FileTime time = folderTimes.get(folder.path());
        if (time != null) {
          Files.setLastModifiedTime(path, time);
        }
        Modes.setOfFolder(path, folder.mode());
      }
    }
  }

  private boolean isNowTheTarget() throws IOException {
    try {
      AtomicMove.keeping(tree(), target);
      return true;
    } catch (IOException e) {
      if (FileStat.ifPresent(target).isEmpty()) {
        throw e;
      }
      // Somebody else has made it.
      return false;
    }
  }

  private void moveMembers() throws IOException {
    Set<Path> moved = new HashSet<>();
    for (Member member : members) {
      if (isBelow(moved, member)) {
        continue;
      }
      Path from = at(tree(), member);
      Path to = at(target, member);
      if (member instanceof Member.File || member instanceof Member.Link) {
        AtomicMove.replacing(from, to);
      } else if (!isFolder(to)) {
        Files.deleteIfExists(to);
        AtomicMove.keeping(from, to);
        moved.add(member.path());
      } else if (member instanceof Member.Folder folder) {
        Modes.setOfFolder(to, folder.mode() | Modes.OWNER_ALL);
      }
    }
  }

  /** Deletes what has not got its name. */
  @Override
  public void close() throws IOException {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
      TreeDeletion.delete(temporary);
      if (firstCreated.isPresent() && !Files.exists(target)) {
        deleteCreated();
      }
    } finally {
      CopyLeftovers.LIVE.remove(temporary);
    }
  }

  /** The folders that were made for a copy that is not. */
  private void deleteCreated() throws IOException {
    Path last = parent(firstCreated.orElseThrow());
    for (Path path = parent(temporary); !path.equals(last); path = parent(path)) {
      try {
        Files.deleteIfExists(path);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /**
   * Lists a tree on disk, to be copied as it is.
   *
   * @param root a directory
   * @param excluded names at its top that are left out
   * @param special receives pipes, sockets and devices, which cannot be copied
   * @return the members below it, each folder before its own members, in the order of their names
   * @throws IOException if it cannot be read
   */
  public static List<Member> list(Path root, Predicate<String> excluded, List<Path> special)
      throws IOException {
    List<Member> members = new ArrayList<>();
    for (Path child : sortedChildren(root)) {
      if (!excluded.test(String.valueOf(child.getFileName()))) {
        list(root, child, special, members);
      }
    }
    return members;
  }

  private static List<Path> sortedChildren(Path folder) throws IOException {
    List<Path> children = Folders.children(folder);
    Collections.sort(children);
    return children;
  }

  private static void list(Path root, Path path, List<Path> special, List<Member> members)
      throws IOException {
    FileStat stat = FileStat.of(path);
    Path relative = root.relativize(path);
    switch (stat.kind()) {
      case FILE -> members.add(new Member.File(relative, path, stat.permissions()));
      case LINK -> members.add(new Member.Link(relative, Files.readSymbolicLink(path)));
      case DIRECTORY -> {
        members.add(new Member.Folder(relative, path, stat.permissions()));
        for (Path child : sortedChildren(path)) {
          list(root, child, special, members);
        }
      }
      case OTHER -> special.add(path);
    }
  }
}
