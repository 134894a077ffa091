package dev.styxcache.adapter.fs.disk;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists the files, folders and links of a tree on disk, before its files are digested. Links are
 * not followed. Immutable.
 *
 * @param root the tree
 * @param rootMode the permission bits of its root
 * @param files its regular files
 * @param folders its folders, without the root, each before its members
 * @param links its links, with their targets as they are on disk
 */
public record ScannedTree(
    Path root,
    int rootMode,
    List<ScannedFile> files,
    List<TreeRecord.Folder> folders,
    List<TreeRecord.Link> links) {

  /**
   * A regular file in a tree.
   *
   * @param path its path relative to the tree, with {@code /} between segments
   * @param file its path on disk
   * @param facts what the file system says of it
   */
  public record ScannedFile(String path, Path file, FileFacts facts) {}

  /**
   * Scans a tree.
   *
   * @param root the tree's root
   * @param excluded names at the top of the tree that are left out
   * @return what is in it
   * @throws UnstorableTreeException if the root is no folder, or something in the tree is neither
   *     file, folder nor link, has a name that is not valid Unicode, or cannot be read
   * @throws IOException if the file system failed
   */
  public static ScannedTree scan(Path root, Predicate<String> excluded)
      throws UnstorableTreeException, IOException {
    FileFacts facts =
        FileFacts.ifPresent(root)
            .orElseThrow(() -> new UnstorableTreeException("the directory " + root + " is gone"));
    if (facts.kind() != FileFacts.Kind.FOLDER) {
      throw new UnstorableTreeException(
          root + " is no longer a directory, but " + facts.kind().text());
    }
    ScannedTree tree =
        new ScannedTree(
            root, facts.mode(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    tree.scanFolder(root, "", excluded);
    return new ScannedTree(
        root,
        facts.mode(),
        List.copyOf(tree.files),
        List.copyOf(tree.folders),
        List.copyOf(tree.links));
  }

  private void scanFolder(Path folder, String prefix, Predicate<String> excluded)
      throws UnstorableTreeException, IOException {
    try {
      for (Path child : Folders.children(folder)) {
        String name = nameOf(child);
        if (!excluded.test(name)) {
          scanChild(child, prefix + name);
        }
      }
    } catch (AccessDeniedException e) {
      throw new UnstorableTreeException("the directory " + folder + " cannot be read", e);
    }
  }

  private void scanChild(Path child, String path) throws UnstorableTreeException, IOException {
    FileFacts facts = FileFacts.of(child);
    switch (facts.kind()) {
      case FILE -> files.add(new ScannedFile(path, child, facts));
      case FOLDER -> {
        folders.add(new TreeRecord.Folder(path, facts.mode()));
        scanFolder(child, path + "/", name -> false);
      }
      case LINK -> links.add(new TreeRecord.Link(path, targetOf(child)));
      case OTHER ->
          throw new UnstorableTreeException(
              child
                  + " is "
                  + facts.kind().text()
                  + "; only files, directories and links can be stored");
    }
  }

  /**
   * A name is valid Unicode if and only if its text stands for the path that was found: what cannot
   * be decoded has become a replacement character, which names another file.
   */
  private static String nameOf(Path child) throws UnstorableTreeException {
    String name = String.valueOf(child.getFileName());
    if (!child.resolveSibling(name).equals(child)) {
      throw new UnstorableTreeException("the name of " + child + " is not valid Unicode");
    }
    return name;
  }

  private static String targetOf(Path link) throws UnstorableTreeException, IOException {
    Path target = Files.readSymbolicLink(link);
    if (!target.getFileSystem().getPath(target.toString()).equals(target)) {
      throw new UnstorableTreeException(
          "the link " + link + " leads to " + target + ", which is not valid Unicode");
    }
    return target.toString().replace(link.getFileSystem().getSeparator(), "/");
  }

  /** Indexes the tree. */
  public TreeIndex index() {
    return TreeIndex.of(files.stream().map(ScannedFile::path).toList(), folders, links);
  }

  /**
   * The files' paths on disk.
   *
   * @return the paths, in the order of {@link #files}
   */
  public List<Path> filePaths() {
    return files.stream().map(ScannedFile::file).toList();
  }

  /**
   * Records the tree as a manifest lists it.
   *
   * @param hashes the files' digests, in the order of {@link #files}
   * @param recordedLinks the links as they are to be recorded
   * @return the records, sorted by path
   */
  public List<TreeRecord> records(List<ContentHash> hashes, List<TreeRecord.Link> recordedLinks) {
    List<TreeRecord> records = new ArrayList<>(folders);
    records.addAll(recordedLinks);
    for (int i = 0; i < files.size(); i++) {
      FileFacts facts = files.get(i).facts();
      records.add(
          new TreeRecord.File(files.get(i).path(), facts.size(), facts.mode(), hashes.get(i)));
    }
    records.sort(Comparator.comparing(TreeRecord::path));
    return records;
  }

  /**
   * Replaces the links on disk whose target is to be another, each by one rename.
   *
   * @param wanted the links as they are to be, in the order of {@link #links}
   * @throws IOException if one cannot be replaced
   */
  public void rewriteLinks(List<TreeRecord.Link> wanted) throws IOException {
    for (int i = 0; i < wanted.size(); i++) {
      TreeRecord.Link link = wanted.get(i);
      if (!link.equals(links.get(i))) {
        AtomicMove.link(root.resolve(link.path()), root.getFileSystem().getPath(link.target()));
      }
    }
  }
}
