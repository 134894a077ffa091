package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import dev.styxcache.files.Modes;
import dev.styxcache.files.TreeDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes a user's directory equal to a stored one. Files that are equal already are left alone;
 * others are replaced one by one, each by a rename; what is too much is deleted.
 */
final class TreeRestorer {

  private final Path source;
  private final Path target;
  private final MutableState.Tree tree;
  private final Map<String, TreeRecord> records = new HashMap<>();
  private final ContentHasher hasher;

  TreeRestorer(Path source, Path target, MutableState.Tree tree, ContentHasher hasher) {
    this.source = source;
    this.target = target;
    this.tree = tree;
    tree.tree().forEach(record -> records.put(record.path(), record));
    this.hasher = hasher;
  }

  private List<TreeRecord.File> files() {
    return tree.tree().stream()
        .filter(TreeRecord.File.class::isInstance)
        .map(TreeRecord.File.class::cast)
        .toList();
  }

  /** Compares the stored files with their digests. */
  void requireSound() throws IOException {
    List<TreeRecord.File> files = files();
    ContentDigests.require(
        hasher,
        files.stream().map(file -> source.resolve(file.path())).toList(),
        files.stream().map(TreeRecord.File::hash).toList());
  }

  void restore() throws IOException {
    Files.createDirectories(target);
    Modes.setOfFolder(target, tree.mode() | Modes.OWNER_ALL);
    deleteOthers(target, "");
    for (TreeRecord record : tree.tree()) {
      if (record instanceof TreeRecord.Folder folder) {
        Path path = target.resolve(folder.path());
        Files.createDirectories(path);
        Modes.setOfFolder(path, folder.mode() | Modes.OWNER_ALL);
      } else if (record instanceof TreeRecord.Link link) {
        restoreLink(link);
      }
    }
    restoreFiles();
    // Last and from the bottom up, since a folder that its owner may not write to takes no files.
    for (int i = tree.tree().size() - 1; i >= 0; i--) {
      if (tree.tree().get(i) instanceof TreeRecord.Folder folder) {
        Modes.setOfFolder(target.resolve(folder.path()), folder.mode());
      }
    }
    Modes.setOfFolder(target, tree.mode());
  }

  /** Deletes what the stored tree does not have, or has as something else. */
  private void deleteOthers(Path folder, String prefix) throws IOException {
    for (Path child : Folders.children(folder)) {
      String path = prefix + child.getFileName();
      FileFacts facts = FileFacts.of(child);
      TreeRecord record = records.get(path);
      if (record == null || EntryCheck.kindOf(record) != facts.kind()) {
        TreeDeletion.delete(child);
      } else if (facts.kind() == FileFacts.Kind.FOLDER) {
        Modes.setOfFolder(child, facts.mode() | Modes.OWNER_ALL);
        deleteOthers(child, path + "/");
      }
    }
  }

  private void restoreFiles() throws IOException {
    List<TreeRecord.File> candidates = new ArrayList<>();
    List<TreeRecord.File> missing = new ArrayList<>();
    for (TreeRecord.File file : files()) {
      boolean sameSize =
          FileFacts.ifPresent(target.resolve(file.path()))
              .filter(facts -> facts.size() == file.size())
              .isPresent();
      (sameSize ? candidates : missing).add(file);
    }
    List<ContentHash> found =
        ContentDigests.of(
            hasher, candidates.stream().map(file -> target.resolve(file.path())).toList());
    for (int i = 0; i < candidates.size(); i++) {
      TreeRecord.File file = candidates.get(i);
      if (found.get(i).equals(file.hash())) {
        Modes.setOfFile(target.resolve(file.path()), file.mode());
      } else {
        missing.add(file);
      }
    }
    for (TreeRecord.File file : missing) {
      FileCopy.replaceDurably(
          source.resolve(file.path()), target.resolve(file.path()), file.mode());
    }
  }

  private void restoreLink(TreeRecord.Link link) throws IOException {
    Path path = target.resolve(link.path());
    Path wanted = path.getFileSystem().getPath(link.target());
    if (Files.isSymbolicLink(path) && Files.readSymbolicLink(path).equals(wanted)) {
      return;
    }
    Path temporary = path.resolveSibling(".styxcache-" + UUID.randomUUID());
    Files.createSymbolicLink(temporary, wanted);
    try {
      AtomicMove.replacing(temporary, path);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
