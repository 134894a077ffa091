package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Modes;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts files of a sealed folder into an entry. A file gets a second name there, which is one step
 * and costs no room; the folder's own name for it goes when the folder is deleted. Only where a
 * file system has no second names is it copied.
 */
final class Addition {

  private final Path source;
  private final Path entry;

  Addition(Path source, Path entry) {
    this.source = source;
    this.entry = entry;
  }

  /**
   * Adds outputs, as far as they fit: not where a folder or file of another kind is in the way, and
   * no link that would lead out of the tree as it becomes.
   *
   * @param missing what is to be added, sorted by path
   * @param present what the entry has
   * @return what was added
   * @throws IOException if something cannot be added
   */
  List<TreeRecord> addMissing(List<TreeRecord> missing, List<TreeRecord> present)
      throws IOException {
    TreeGrowth growth = new TreeGrowth(present);
    List<TreeRecord> added = new ArrayList<>();
    for (TreeRecord record : missing) {
      if (growth.fits(record) && add(record, source, entry)) {
        growth.grow(record);
        added.add(record);
      }
    }
    return added;
  }

  /**
   * Adds the final state of a mutable input. What is in its place already belongs to no manifest.
   *
   * @throws IOException if it cannot be added
   */
  void addMutable(int input, MutableState state) throws IOException {
    Path from = source.resolve(EntryLayout.MUTABLE);
    Path to = entry.resolve(EntryLayout.MUTABLE);
    if (state instanceof MutableState.Content content) {
      Files.createDirectories(to);
      add(content.file(), from, to);
    } else if (state instanceof MutableState.Tree tree) {
      Path target = to.resolve(Integer.toString(input));
      TreeDeletion.delete(target);
      Files.createDirectories(target);
      for (TreeRecord record : tree.tree()) {
        add(record, from.resolve(Integer.toString(input)), target);
      }
    }
  }

  private boolean add(TreeRecord record, Path from, Path to) throws IOException {
    Path target = to.resolve(record.path());
    Optional<FileFacts> present = FileFacts.ifPresent(target);
    boolean folderThere =
        present.filter(facts -> facts.kind() == FileFacts.Kind.FOLDER).isPresent();
    if (record instanceof TreeRecord.Folder folder) {
      if (present.isPresent()) {
        return folderThere;
      }
      Files.createDirectory(target);
      Modes.setOfFolder(target, folder.mode() | Modes.OWNER_ALL);
      return true;
    }
    if (folderThere) {
      return false;
    }
    if (record instanceof TreeRecord.Link link) {
      replace(
          target,
          place -> Files.createSymbolicLink(place, place.getFileSystem().getPath(link.target())));
    } else {
      Path file = from.resolve(record.path());
      replace(target, place -> giveName(file, place));
    }
    return true;
  }

  @FunctionalInterface
  private interface Maker {
    void make(Path place) throws IOException;
  }

  private void replace(Path target, Maker maker) throws IOException {
    Path temporary =
        entry.resolve(EntryLayout.temporary(UUID.randomUUID().toString().replace("-", "")));
    try {
      maker.make(temporary);
      AtomicMove.replacing(temporary, target);
    } finally {
      // A rename of one name of a file over another name of the same file leaves both.
      Files.deleteIfExists(temporary);
    }
  }

  private static void giveName(Path file, Path place) throws IOException {
    try {
      Files.createLink(place, file);
    } catch (UnsupportedOperationException | FileSystemException e) {
      FileCopy.replace(file, place, FileFacts.of(file).mode());
    }
  }
}
