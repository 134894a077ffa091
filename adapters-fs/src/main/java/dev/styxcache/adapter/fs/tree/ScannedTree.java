package dev.styxcache.adapter.fs.tree;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was found in a tree, before its files are digested.
 *
 * @param root the tree
 * @param rootMode the permission bits of its root
 * @param files its regular files
 * @param folders its folders, without the root
 * @param links its links, with their targets as they stand on disk
 */
public record ScannedTree(
    Path root,
    int rootMode,
    List<ScannedFile> files,
    List<TreeRecord.Folder> folders,
    List<TreeRecord.Link> links) {

  /** Copies the collections. */
  public ScannedTree {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
    links = List.copyOf(links);
  }

  /**
   * A regular file in a tree.
   *
   * @param path where it is, relative to the tree, with {@code /} between segments
   * @param file where it is on disk
   * @param facts what the file system says of it
   */
  public record ScannedFile(String path, Path file, FileFacts facts) {}

  /**
   * The files' places on disk.
   *
   * @return their paths, in the order of {@link #files}
   */
  public List<Path> filePaths() {
    return files.stream().map(ScannedFile::file).toList();
  }

  /**
   * Indexes the tree.
   *
   * @return the index
   */
  public TreeIndex index() {
    return TreeIndex.of(files.stream().map(ScannedFile::path).toList(), folders, links);
  }

  /**
   * The records of everything in the tree.
   *
   * @param hashes the files' digests, in the order of {@link #files}
   * @return the records, sorted by path
   */
  public List<TreeRecord> records(List<ContentHash> hashes) {
    return records(hashes, links);
  }

  /**
   * The records of everything in the tree, with other links.
   *
   * @param hashes the files' digests, in the order of {@link #files}
   * @param storedLinks the links as they are to be recorded
   * @return the records, sorted by path
   */
  public List<TreeRecord> records(List<ContentHash> hashes, List<TreeRecord.Link> storedLinks) {
    List<TreeRecord> records = new ArrayList<>(folders);
    records.addAll(storedLinks);
    for (int i = 0; i < files.size(); i++) {
      FileFacts facts = files.get(i).facts();
      records.add(
          new TreeRecord.File(files.get(i).path(), facts.size(), facts.mode(), hashes.get(i)));
    }
    records.sort(Comparator.comparing(TreeRecord::path));
    return records;
  }
}
