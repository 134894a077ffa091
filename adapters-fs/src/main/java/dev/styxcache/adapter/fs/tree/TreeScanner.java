package dev.styxcache.adapter.fs.tree;

import dev.styxcache.adapter.fs.tree.ScannedTree.ScannedFile;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import dev.styxcache.files.Folders;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds what is in a tree. Links are not followed. For one scan.
 *
 * <p>A name is valid Unicode if and only if the path that its text stands for is the path that was
 * found: what cannot be decoded has become a replacement character, which names another file.
 */
public final class TreeScanner {

  private final Path root;
  private final Predicate<String> leftOut;
  private final List<ScannedFile> files = new ArrayList<>();
  private final List<TreeRecord.Folder> folders = new ArrayList<>();
  private final List<TreeRecord.Link> links = new ArrayList<>();

  private TreeScanner(Path root, Predicate<String> leftOut) {
    this.root = root;
    this.leftOut = leftOut;
  }

  /**
   * Scans a tree.
   *
   * @param root the tree's root
   * @param leftOut names at the top of the tree that do not count
   * @return what is in it
   * @throws UnstorableTreeException if the root is no folder, or something in the tree is neither
   *     file, folder nor link, has a name that is not valid Unicode, or cannot be read
   * @throws IOException if the file system failed
   */
  public static ScannedTree scan(Path root, Predicate<String> leftOut)
      throws UnstorableTreeException, IOException {
    return new TreeScanner(root, leftOut).scan();
  }

  private ScannedTree scan() throws UnstorableTreeException, IOException {
    FileFacts facts =
        FileFacts.ifPresent(root)
            .orElseThrow(() -> new UnstorableTreeException("the directory " + root + " is gone"));
    if (facts.kind() != FileFacts.Kind.FOLDER) {
      throw new UnstorableTreeException(
          root + " is no directory any more, but " + facts.kind().text());
    }
    scanFolder(root, "");
    return new ScannedTree(root, facts.mode(), files, folders, links);
  }

  private void scanFolder(Path folder, String prefix) throws UnstorableTreeException, IOException {
    try {
      for (Path child : Folders.children(folder)) {
        String name = nameOf(child);
        if (!prefix.isEmpty() || !leftOut.test(name)) {
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
        scanFolder(child, path + "/");
      }
      case LINK -> links.add(new TreeRecord.Link(path, targetOf(child)));
      case OTHER ->
          throw new UnstorableTreeException(
              child
                  + " is "
                  + facts.kind().text()
                  + ", and only files, directories and links can be stored");
    }
  }

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
}
