package dev.styxcache.adapter.fs.tree;

import dev.styxcache.adapter.fs.disk.Failures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies trees file by file. A copy belongs to whoever makes it: its owner may write to it, also
 * where the source is an entry, which nobody writes to.
 */
public final class FileTreeCopier implements TreeCopier {

  /** Makes one; it has no state. */
  public FileTreeCopier() {}

  @Override
  public void copy(Path source, Path target) {
    try {
      if (!Files.isDirectory(source)) {
        throw new CacheUnavailableException(source + " is no directory, so it cannot be copied");
      }
      if (nearestExisting(target).toRealPath().startsWith(source.toRealPath())) {
        throw new CacheUnavailableException(
            source + " cannot be copied into itself at " + target + "; choose another directory");
      }
      Files.createDirectories(target);
      copyChildren(source, target);
    } catch (IOException e) {
      throw Failures.of("the files of " + source + " cannot be copied", target, e);
    }
  }

  private static Path nearestExisting(Path path) {
    Path existing = path.toAbsolutePath();
    Path parent = existing.getParent();
    while (parent != null && !Files.exists(existing)) {
      existing = parent;
      parent = existing.getParent();
    }
    return existing;
  }

  private static void copyChildren(Path source, Path target) throws IOException {
    for (Path child : Folders.children(source)) {
      copyChild(child, target.resolve(inFileSystemOf(target, source.relativize(child))));
    }
  }

  private static void copyChild(Path source, Path target) throws IOException {
    FileFacts facts = FileFacts.of(source);
    boolean intoFolder = kindAt(target) == FileFacts.Kind.FOLDER;
    if (intoFolder && facts.kind() != FileFacts.Kind.FOLDER) {
      throw new CacheUnavailableException(
          "the directory " + target + " is in the way of " + source + "; move it elsewhere");
    }
    switch (facts.kind()) {
      case FILE -> FileCopy.replace(source, target, facts.mode() | Modes.OWNER_WRITE);
      case LINK -> copyLink(source, target);
      case FOLDER -> {
        if (!intoFolder) {
          Files.deleteIfExists(target);
          Files.createDirectory(target);
        }
        copyChildren(source, target);
        Modes.setOfFolder(target, facts.mode() | Modes.OWNER_ALL);
      }
      case OTHER ->
          throw new CacheUnavailableException(
              source + " is " + facts.kind().text() + ", which cannot be copied");
    }
  }

  private static FileFacts.Kind kindAt(Path path) throws IOException {
    Optional<FileFacts> facts = FileFacts.ifPresent(path);
    return facts.isPresent() ? facts.get().kind() : FileFacts.Kind.OTHER;
  }

  private static void copyLink(Path source, Path target) throws IOException {
    Path temporary = target.resolveSibling(".styxcache-" + UUID.randomUUID());
    Files.createSymbolicLink(temporary, inFileSystemOf(target, Files.readSymbolicLink(source)));
    try {
      AtomicMove.replacing(temporary, target);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** By its bytes where that can be: a name that is not valid Unicode has no text. */
  private static Path inFileSystemOf(Path place, Path name) {
    return name.getFileSystem().equals(place.getFileSystem())
        ? name
        : place.getFileSystem().getPath(name.toString());
  }
}
