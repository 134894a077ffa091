package dev.styxcache.adapter.fs.disk;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Folders;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Copies trees file by file. The copy is writable by its owner, even if the source is an entry. */
public final class FileTreeCopier implements TreeCopier {

  /** Creates a stateless copier. */
  public FileTreeCopier() {}

  @Override
  public void copy(Path source, Path target) {
    try {
      if (!Files.isDirectory(source)) {
        throw new CacheUnavailableException(source + " cannot be copied: it is not a directory");
      }
      if (Failures.nearestExisting(target).toRealPath().startsWith(source.toRealPath())) {
        throw new CacheUnavailableException(
            source + " cannot be copied into itself at " + target + "; choose another directory");
      }
      Files.createDirectories(target);
      copyChildren(source, target);
    } catch (IOException e) {
      throw Failures.of("the files of " + source + " cannot be copied", target, e);
    }
  }

  private static void copyChildren(Path source, Path target) throws IOException {
    for (Path child : Folders.children(source)) {
      copyChild(child, target.resolve(inFileSystemOf(target, source.relativize(child))));
    }
  }

  private static void copyChild(Path source, Path target) throws IOException {
    FileStat stat = FileStat.of(source);
    boolean intoFolder = kindAt(target) == FileStat.Kind.DIRECTORY;
    if (intoFolder && stat.kind() != FileStat.Kind.DIRECTORY) {
      throw new CacheUnavailableException(
          "the directory " + target + " is in the way of " + source + "; move it elsewhere");
    }
    switch (stat.kind()) {
      case FILE -> FileCopy.replace(source, target, stat.permissions() | Modes.OWNER_WRITE);
      case LINK -> AtomicMove.link(target, inFileSystemOf(target, Files.readSymbolicLink(source)));
      case DIRECTORY -> {
        if (!intoFolder) {
          Files.deleteIfExists(target);
          Files.createDirectory(target);
        }
        copyChildren(source, target);
        Modes.setOfFolder(target, stat.permissions() | Modes.OWNER_ALL);
      }
      case OTHER ->
          throw new CacheUnavailableException(
              source + " is " + stat.kind().text() + ", which cannot be copied");
    }
  }

  private static FileStat.Kind kindAt(Path path) throws IOException {
    Optional<FileStat> stat = FileStat.ifPresent(path);
    return stat.isPresent() ? stat.get().kind() : FileStat.Kind.OTHER;
  }

  /** Within one file system without a detour by text, which names that are not Unicode lack. */
  private static Path inFileSystemOf(Path place, Path name) {
    return name.getFileSystem().equals(place.getFileSystem())
        ? name
        : place.getFileSystem().getPath(name.toString());
  }
}
