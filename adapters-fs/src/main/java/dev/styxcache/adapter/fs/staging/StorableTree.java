package dev.styxcache.adapter.fs.staging;

import dev.styxcache.adapter.fs.disk.ScannedTree;
import dev.styxcache.adapter.fs.disk.ScannedTree.ScannedFile;
import dev.styxcache.adapter.fs.disk.UnstorableTreeException;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The part of a tool's outputs that an entry can hold, and what is left out: pipes, sockets,
 * devices, links that lead out, names that are not valid Unicode or are reserved for the cache, and
 * what cannot be read. Changes nothing on disk.
 *
 * @param tree what can be stored
 * @param links its links as they are to be stored, in the order of the tree's
 * @param leftOut why each other member is left out, by its path
 */
record StorableTree(ScannedTree tree, List<TreeRecord.Link> links, Map<String, String> leftOut) {

  /** Read permission for everybody. */
  private static final int READABLE_BY_ALL = 0444;

  /**
   * Scans a tree.
   *
   * @param root the tree's root
   * @param declared the outputs that the run was asked for; none of them is left out
   * @return what can be stored
   * @throws UnstorableTreeException if nothing can be stored, or not all that was declared
   * @throws IOException if the file system failed
   */
  static StorableTree scan(Path root, Collection<String> declared)
      throws UnstorableTreeException, IOException {
    Map<String, String> leftOut = new TreeMap<>();
    String here = root.toString() + root.getFileSystem().getSeparator();
    ScannedTree found =
        ScannedTree.scan(
            root,
            name -> false,
            (path, why) -> leftOut.put(path, String.valueOf(why.getMessage()).replace(here, "")));
    noteReserved(found, leftOut);
    noteUnreadable(found, leftOut);
    LinkCheck check = found.linkCheck();
    List<TreeRecord.Link> outward = found.links().stream().filter(check::leadsOut).toList();
    for (TreeRecord.Link link : outward) {
      leftOut.putIfAbsent(
          link.path(),
          "the link "
              + link.path()
              + " leads to "
              + link.target()
              + ", which is outside the output directory; an entry can hold only links within"
              + " itself");
    }
    requireDeclared(declared, found, check, leftOut);
    ScannedTree tree = found.without(leftOut.keySet());
    return new StorableTree(tree, tree.links().stream().map(check::relative).toList(), leftOut);
  }

  private static void noteReserved(ScannedTree found, Map<String, String> leftOut) {
    Stream.of(
            found.files().stream().map(ScannedFile::path),
            found.folders().stream().map(TreeRecord::path),
            found.links().stream().map(TreeRecord::path))
        .flatMap(paths -> paths)
        .filter(path -> EntryLayout.isReserved(path) && path.indexOf('/') < 0)
        .forEach(
            path ->
                leftOut.putIfAbsent(
                    path,
                    path
                        + " has a name that begins with "
                        + EntryLayout.RESERVED
                        + ", which is reserved for the cache"));
  }

  private static void noteUnreadable(ScannedTree found, Map<String, String> leftOut) {
    for (ScannedFile file : found.files()) {
      if ((file.stat().permissions() & READABLE_BY_ALL) != READABLE_BY_ALL
          && !Files.isReadable(file.file())) {
        leftOut.putIfAbsent(file.path(), file.path() + " cannot be read");
      }
    }
  }

  private static void requireDeclared(
      Collection<String> declared, ScannedTree found, LinkCheck check, Map<String, String> leftOut)
      throws UnstorableTreeException {
    if (leftOut.isEmpty() || declared.isEmpty()) {
      return;
    }
    List<String> files = new ArrayList<>(leftOut.keySet());
    found.files().forEach(file -> files.add(file.path()));
    List<TreeRecord.Link> links =
        found.links().stream()
            .map(link -> check.leadsOut(link) ? link : check.relative(link))
            .toList();
    TreeIndex all = TreeIndex.of(files, found.folders(), links);
    for (String output : declared) {
      String reached = all.firstReached(output, leftOut.keySet());
      if (!reached.isEmpty()) {
        throw new UnstorableTreeException(
            leftOut.get(reached) + "; so the declared output " + output + " cannot be stored");
      }
    }
  }
}
