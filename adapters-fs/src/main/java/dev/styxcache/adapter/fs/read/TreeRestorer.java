package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.disk.FileDigests;
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

/**
 * Makes a user's directory equal to a stored one. Files that are equal already stay; others are
 * replaced, each by one rename; whatever else is there is deleted.
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

  /** Checks the stored files against their digests. */
  void requireSound() throws IOException {
    InputRestorer.requireSound(source, files(), hasher);
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
    // Last and from the bottom up: a folder without write permission takes no files.
    for (int i = tree.tree().size() - 1; i >= 0; i--) {
      if (tree.tree().get(i) instanceof TreeRecord.Folder folder) {
        Modes.setOfFolder(target.resolve(folder.path()), folder.mode());
      }
    }
    Modes.setOfFolder(target, tree.mode());
  }

  /** Deletes what the stored tree lacks, or has as another kind. */
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
        FileDigests.of(
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
    AtomicMove.link(path, wanted);
  }
}
