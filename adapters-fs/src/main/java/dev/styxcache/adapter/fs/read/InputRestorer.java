package dev.styxcache.adapter.fs.read;

import dev.styxcache.adapter.fs.disk.FileDigests;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.MutableState;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileCopy;
import dev.styxcache.files.FileStat;
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
import java.util.Optional;

/**
 * Restores a user's file or directory to the state in which a stored run left it. Stored content is
 * checked against its digests before anything of the user's is changed. Files that are equal
 * already stay; others are replaced, each by one rename; whatever else is in a directory is
 * deleted.
 *
 * @param stored the entry's folder for mutable inputs
 * @param hasher digests the files
 */
record InputRestorer(Path stored, ContentHasher hasher) {

  void restore(int input, MutableState state, Path host) throws IOException {
    if (state instanceof MutableState.Removed) {
      // A link is removed, not its target.
      TreeDeletion.delete(host);
    } else if (state instanceof MutableState.Permissions permissions) {
      Modes.setOfFile(behindLinks(host), permissions.mode());
    } else if (state instanceof MutableState.Content content) {
      requireSound(stored, List.of(content.file()));
      Path target = behindLinks(host);
      deleteUnless(FileStat.Kind.FILE, target);
      FileCopy.replaceDurably(stored.resolve(content.file().path()), target, mode(content, target));
    } else if (state instanceof MutableState.Tree tree) {
      Path source = stored.resolve(Integer.toString(input));
      Path target = behindLinks(host);
      requireSound(source, filesOf(tree));
      deleteUnless(FileStat.Kind.DIRECTORY, target);
      restoreTree(source, tree, target);
    }
  }

  private void requireSound(Path folder, List<TreeRecord.File> files) throws IOException {
    Optional<Path> changed = FileDigests.findChanged(hasher, folder, files);
    if (changed.isPresent()) {
      throw new IOException(
          "the content of " + changed.get() + " is not what the manifest says; delete the entry");
    }
  }

  private static List<TreeRecord.File> filesOf(MutableState.Tree tree) {
    return tree.tree().stream()
        .filter(TreeRecord.File.class::isInstance)
        .map(TreeRecord.File.class::cast)
        .toList();
  }

  private static int mode(MutableState.Content content, Path target) throws IOException {
    Optional<FileStat> now = FileStat.ifPresent(target);
    return content.modeChanged() || now.isEmpty() ? content.file().mode() : now.get().permissions();
  }

  /** The target of a rename, so that a link to the input stays a link. */
  private static Path behindLinks(Path host) throws IOException {
    return Files.exists(host) ? host.toRealPath() : host;
  }

  private static void deleteUnless(FileStat.Kind kind, Path path) throws IOException {
    if (FileStat.ifPresent(path).filter(stat -> stat.kind() != kind).isPresent()) {
      TreeDeletion.delete(path);
    }
  }

  private void restoreTree(Path source, MutableState.Tree tree, Path target) throws IOException {
    Map<String, TreeRecord> records = new HashMap<>();
    tree.tree().forEach(record -> records.put(record.path(), record));
    Files.createDirectories(target);
    Modes.setOfFolder(target, tree.mode() | Modes.OWNER_ALL);
    deleteOthers(target, "", records);
    for (TreeRecord record : tree.tree()) {
      if (record instanceof TreeRecord.Folder folder) {
        Path path = target.resolve(folder.path());
        Files.createDirectories(path);
        Modes.setOfFolder(path, folder.mode() | Modes.OWNER_ALL);
      } else if (record instanceof TreeRecord.Link link) {
        restoreLink(target.resolve(link.path()), link.target());
      }
    }
    restoreFiles(source, filesOf(tree), target);
    // Last and from the bottom up: a folder without write permission takes no files.
    for (int i = tree.tree().size() - 1; i >= 0; i--) {
      if (tree.tree().get(i) instanceof TreeRecord.Folder folder) {
        Modes.setOfFolder(target.resolve(folder.path()), folder.mode());
      }
    }
    Modes.setOfFolder(target, tree.mode());
  }

  /** Deletes what the stored tree lacks, or has as another kind. */
  private static void deleteOthers(Path folder, String prefix, Map<String, TreeRecord> records)
      throws IOException {
    for (Path child : Folders.children(folder)) {
      String path = prefix + child.getFileName();
      FileStat stat = FileStat.of(child);
      TreeRecord record = records.get(path);
      if (record == null || EntryCheck.kindOf(record) != stat.kind()) {
        TreeDeletion.delete(child);
      } else if (stat.kind() == FileStat.Kind.DIRECTORY) {
        Modes.setOfFolder(child, stat.permissions() | Modes.OWNER_ALL);
        deleteOthers(child, path + "/", records);
      }
    }
  }

  private static void restoreLink(Path path, String target) throws IOException {
    Path wanted = path.getFileSystem().getPath(target);
    if (!Files.isSymbolicLink(path) || !Files.readSymbolicLink(path).equals(wanted)) {
      AtomicMove.link(path, wanted);
    }
  }

  private void restoreFiles(Path source, List<TreeRecord.File> files, Path target)
      throws IOException {
    List<TreeRecord.File> sameSize = new ArrayList<>();
    List<TreeRecord.File> changed = new ArrayList<>();
    for (TreeRecord.File file : files) {
      Optional<FileStat> present = FileStat.ifPresent(target.resolve(file.path()));
      (present.isPresent() && present.get().size() == file.size() ? sameSize : changed).add(file);
    }
    List<ContentHash> found =
        FileDigests.of(hasher, sameSize.stream().map(file -> target.resolve(file.path())).toList());
    for (int i = 0; i < sameSize.size(); i++) {
      TreeRecord.File file = sameSize.get(i);
      if (found.get(i).equals(file.hash())) {
        Modes.setOfFile(target.resolve(file.path()), file.mode());
      } else {
        changed.add(file);
      }
    }
    for (TreeRecord.File file : changed) {
      FileCopy.replaceDurably(
          source.resolve(file.path()), target.resolve(file.path()), file.mode());
    }
  }
}
