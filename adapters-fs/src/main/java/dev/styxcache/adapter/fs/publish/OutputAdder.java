package dev.styxcache.adapter.fs.publish;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Adds files of a sealed folder to an entry by hard links: one step each, and no disk space. The
 * folder's own names go when it is deleted. A file is copied only where the file system has no hard
 * links.
 */
final class OutputAdder {

  private final Path source;
  private final Path entry;

  OutputAdder(Path source, Path entry) {
    this.source = source;
    this.entry = entry;
  }

  /**
   * Whether something unlisted in the entry blocks an output: a file or link in the place of a
   * folder, or a folder in the place of a file or link.
   */
  boolean isBlocked(TreeRecord record) throws IOException {
    String path = record.path();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      Optional<FileStat> parent = FileStat.ifPresent(entry.resolve(path.substring(0, slash)));
      if (parent.isPresent() && parent.get().kind() != FileStat.Kind.DIRECTORY) {
        return true;
      }
    }
    Optional<FileStat> present = FileStat.ifPresent(entry.resolve(path));
    return present.isPresent()
        && (present.get().kind() == FileStat.Kind.DIRECTORY)
            != (record instanceof TreeRecord.Folder);
  }

  /** Adds outputs, none of which is blocked. */
  void add(List<TreeRecord> outputs) throws IOException {
    for (TreeRecord record : outputs) {
      Path target = entry.resolve(record.path());
      if (record instanceof TreeRecord.Folder folder) {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(target);
          Modes.setOfFolder(target, folder.mode() | Modes.OWNER_ALL);
        }
      } else {
        replace(target, record, source.resolve(record.path()));
      }
    }
  }

  private void replace(Path target, TreeRecord record, Path file) throws IOException {
    Path temporary = entry.resolve(EntryLayout.newTemporary());
    try {
      if (record instanceof TreeRecord.Link link) {
        Files.createSymbolicLink(temporary, target.getFileSystem().getPath(link.target()));
      } else {
        linkOrCopy(file, temporary);
      }
      AtomicMove.replacing(temporary, target);
    } finally {
      // A rename of one name of a file over another name of the same file leaves both.
      Files.deleteIfExists(temporary);
    }
  }

  private static void linkOrCopy(Path file, Path place) throws IOException {
    try {
      Files.createLink(place, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      FileCopy.replace(file, place, FileStat.of(file).permissions());
    }
  }
}
