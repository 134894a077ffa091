package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a file or directory so that somebody can write to the copy without reaching the original:
 * all of it is writable by its owner, and no link leads back. Links become what the digest of a
 * tree takes them for, so that trees with one digest have equal copies: a link to a file becomes a
 * file, a link to a directory outside becomes a directory, and one to a directory that is copied
 * already leads to its copy. Links that lead nowhere stay as they are. For one copy.
 */
public final class EditableCopy {

  /** Where each copied tree went. No tree is copied twice, so that links can lead in circles. */
  private final Map<Path, Path> copies = new LinkedHashMap<>();

  private EditableCopy() {}

  /**
   * Makes a copy.
   *
   * @param source a file or directory; a link is followed
   * @param target the path of the copy, in an existing directory, where nothing is
   * @throws FileAlreadyExistsException if something is at the target
   * @throws IOException if the copy cannot be made; what there is of it has been deleted
   */
  public static void make(Path source, Path target) throws IOException {
    if (FileStat.ifPresent(target).isPresent()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    try {
      new EditableCopy().copyReal(source.toRealPath(), target);
    } catch (IOException | RuntimeException e) {
      try {
        TreeDeletion.delete(target);
      } catch (IOException notDeleted) {
        e.addSuppressed(notDeleted);
      }
      throw e;
    }
  }

  private void copyReal(Path real, Path target) throws IOException {
    FileStat stat = FileStat.of(real);
    switch (stat.kind()) {
      case FILE -> FileCopy.replace(real, target, stat.permissions() | Modes.OWNER_WRITE);
      case DIRECTORY -> copyTree(real, target, stat.permissions());
      default -> throw new FileSystemException(real.toString(), null, "is " + stat.kind().text());
    }
  }

  private void copyTree(Path real, Path target, int permissions) throws IOException {
    Files.createDirectory(target);
    Path place = target.toRealPath();
    if (place.startsWith(real)) {
      throw new FileSystemException(
          real.toString(), target.toString(), "a directory cannot be copied into itself");
    }
    copies.putIfAbsent(real, place);
    copyChildren(real, place);
    Modes.setOfFolder(target, permissions | Modes.OWNER_ALL);
  }

  private void copyChildren(Path folder, Path target) throws IOException {
    List<Path> children = Folders.children(folder);
    // Of several links to one directory, the first becomes the copy.
    children.sort(Comparator.comparing(Path::getFileName));
    for (Path child : children) {
      Path copy = target.resolve(child.getFileName());
      if (FileStat.of(child).kind() == FileStat.Kind.LINK) {
        copyLink(child, copy);
      } else {
        copyMember(child, copy);
      }
    }
  }

  /** A directory within a copied tree is no tree of its own. */
  private void copyMember(Path child, Path copy) throws IOException {
    FileStat stat = FileStat.of(child);
    if (stat.kind() == FileStat.Kind.DIRECTORY) {
      Files.createDirectory(copy);
      copyChildren(child, copy);
      Modes.setOfFolder(copy, stat.permissions() | Modes.OWNER_ALL);
    } else {
      copyReal(child, copy);
    }
  }

  private void copyLink(Path link, Path copy) throws IOException {
    if (!Files.exists(link)) {
      Files.createSymbolicLink(copy, Files.readSymbolicLink(link));
      return;
    }
    Path real = link.toRealPath();
    Optional<Path> copied = Files.isDirectory(real) ? copyOf(real) : Optional.empty();
    if (copied.isPresent()) {
      Files.createSymbolicLink(copy, relative(copy, copied.get()));
    } else {
      copyReal(real, copy);
    }
  }

  /** Where the copy of a path is or will be, if it lies in a copied tree. */
  private Optional<Path> copyOf(Path real) {
    for (Map.Entry<Path, Path> tree : copies.entrySet()) {
      if (real.startsWith(tree.getKey())) {
        return Optional.of(tree.getValue().resolve(tree.getKey().relativize(real)));
      }
    }
    return Optional.empty();
  }

  private static Path relative(Path link, Path target) {
    Path folder = link.getParent();
    return target.equals(folder) || folder == null
        ? target.getFileSystem().getPath(".")
        : folder.relativize(target);
  }
}
