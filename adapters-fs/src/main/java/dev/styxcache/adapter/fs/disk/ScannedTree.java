package dev.styxcache.adapter.fs.disk;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.PathNames;
import dev.styxcache.files.TreeWalk;
import dev.styxcache.files.UndecodableNameException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
   * @param stat what the file system says of it
   */
  public record ScannedFile(String path, Path file, FileStat stat) {}

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
    return scan(
        root,
        excluded,
        (path, why) -> {
          throw why;
        });
  }

  /** Decides what becomes of a member that no entry can hold. */
  @FunctionalInterface
  public interface Unstorable {

    /**
     * Leaves the member out, with all that is in it, or ends the scan.
     *
     * @param path its path relative to the tree
     * @param why names it, and says why
     * @throws UnstorableTreeException to end the scan
     */
    void found(String path, UnstorableTreeException why) throws UnstorableTreeException;
  }

  /**
   * Scans a tree, and lets the caller decide about members that no entry can hold.
   *
   * @param root the tree's root
   * @param excluded names at the top of the tree that are left out
   * @param unstorable decides about them
   * @return what is in it
   * @throws UnstorableTreeException if the root is no folder, or cannot be listed; or from {@code
   *     unstorable}
   * @throws IOException if the file system failed
   */
  public static ScannedTree scan(Path root, Predicate<String> excluded, Unstorable unstorable)
      throws UnstorableTreeException, IOException {
    FileStat stat =
        FileStat.ifPresent(root)
            .orElseThrow(() -> new UnstorableTreeException("the directory " + root + " is gone"));
    if (stat.kind() != FileStat.Kind.DIRECTORY) {
      throw new UnstorableTreeException(
          root + " is no longer a directory, but " + stat.kind().text());
    }
    Scanner found = new Scanner(root, unstorable);
    TreeWalk.walk(root, TreeWalk.Settings.of(Comparator.naturalOrder()).without(excluded), found);
    return new ScannedTree(
        root,
        stat.permissions(),
        List.copyOf(found.files),
        List.copyOf(found.folders),
        List.copyOf(found.links));
  }

  private static final class Scanner implements TreeWalk.Visitor<UnstorableTreeException> {
    private final Path root;
    private final Unstorable unstorable;
    private final List<ScannedFile> files = new ArrayList<>();
    private final List<TreeRecord.Folder> folders = new ArrayList<>();
    private final List<TreeRecord.Link> links = new ArrayList<>();

    Scanner(Path root, Unstorable unstorable) {
      this.root = root;
      this.unstorable = unstorable;
    }

    private void unstorable(String path, UnstorableTreeException why)
        throws UnstorableTreeException {
      if (path.isEmpty()) {
        throw why;
      }
      unstorable.found(path, why);
    }

    @Override
    public void file(String path, FileStat stat) {
      files.add(new ScannedFile(path, onDisk(path), stat));
    }

    @Override
    public void directory(String path, FileStat stat) {
      folders.add(new TreeRecord.Folder(path, stat.permissions()));
    }

    @Override
    public void link(String path) throws IOException, UnstorableTreeException {
      Path target = Files.readSymbolicLink(onDisk(path));
      if (!PathNames.isUnicode(target)) {
        unstorable(
            path,
            new UnstorableTreeException(
                "the link "
                    + onDisk(path)
                    + " leads to "
                    + target
                    + ", which is not valid Unicode"));
        return;
      }
      String separator = target.getFileSystem().getSeparator();
      links.add(new TreeRecord.Link(path, target.toString().replace(separator, "/")));
    }

    @Override
    public void other(String path) throws UnstorableTreeException {
      unstorable(
          path,
          new UnstorableTreeException(
              onDisk(path)
                  + " is "
                  + FileStat.Kind.OTHER.text()
                  + "; only files, directories and links can be stored"));
    }

    @Override
    public void failed(String path, IOException failure)
        throws IOException, UnstorableTreeException {
      if (failure instanceof UndecodableNameException) {
        unstorable(
            path, new UnstorableTreeException(String.valueOf(failure.getMessage()), failure));
      } else if (failure instanceof AccessDeniedException) {
        unstorable(path, new UnstorableTreeException(onDisk(path) + " cannot be read", failure));
      } else {
        throw failure;
      }
    }

    private Path onDisk(String path) {
      return PathNames.resolve(root, path);
    }
  }

  /**
   * The tree without some of its members and all that is in them.
   *
   * @param paths the paths of the members
   * @return the rest of the tree
   */
  public ScannedTree without(Set<String> paths) {
    return paths.isEmpty()
        ? this
        : new ScannedTree(
            root,
            rootMode,
            files.stream().filter(file -> !isWithin(file.path(), paths)).toList(),
            folders.stream().filter(folder -> !isWithin(folder.path(), paths)).toList(),
            links.stream().filter(link -> !isWithin(link.path(), paths)).toList());
  }

  /** Whether a path is one of some paths, or below one. */
  private static boolean isWithin(String path, Set<String> paths) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (paths.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Indexes the tree. */
  public TreeIndex index() {
    return TreeIndex.of(paths(), folders, links);
  }

  /** The files' paths relative to the tree, in the order of {@link #files}. */
  public List<String> paths() {
    return files.stream().map(ScannedFile::path).toList();
  }

  /** The check of the tree's links. A tool may know the tree by its path with or without links. */
  public LinkCheck linkCheck() throws IOException {
    return new LinkCheck(
        index(), Set.copyOf(List.of(root.toString(), root.toRealPath().toString())));
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
   * Records the tree as a manifest lists it, with its links as they are.
   *
   * @param hasher digests the files
   * @return the records, sorted by path
   * @throws IOException if a file cannot be read, or changes while it is read
   */
  public List<TreeRecord> records(ContentHasher hasher) throws IOException {
    return records(FileDigests.of(hasher, filePaths()), links);
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
      FileStat stat = files.get(i).stat();
      records.add(
          new TreeRecord.File(files.get(i).path(), stat.size(), stat.permissions(), hashes.get(i)));
    }
    records.sort(Comparator.comparing(TreeRecord::path));
    return records;
  }

  /**
   * Moves the times of files and folders that were written to just now back a little, by 20 ms
   * where the file system counts finely: every write from now on then shows in the time. They get
   * one time, so that none becomes newer than another.
   *
   * @return this tree with the times that the files have now
   * @throws IOException if a file cannot be read
   */
  public ScannedTree settleTimes() throws IOException {
    Instant now = Instant.now();
    List<ScannedFile> settled = new ArrayList<>(files.size());
    for (ScannedFile file : files) {
      Optional<FileTime> time = file.stat().settledTime(now);
      if (time.isPresent() && isSet(file.file(), time.get())) {
        FileStat stat = FileStat.exact(file.file(), LinkOption.NOFOLLOW_LINKS);
        settled.add(new ScannedFile(file.path(), file.file(), stat));
      } else {
        settled.add(file);
      }
    }
    for (TreeRecord.Folder folder : folders) {
      Path path = root.resolve(folder.path());
      Optional<FileTime> time = FileStat.of(path).settledTime(now);
      if (time.isPresent()) {
        isSet(path, time.get());
      }
    }
    return new ScannedTree(root, rootMode, List.copyOf(settled), folders, links);
  }

  private static boolean isSet(Path path, FileTime time) throws IOException {
    try {
      Files.setLastModifiedTime(path, time);
      return true;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      // Another user's, as tools in containers leave them: it is read at the next hit.
      return false;
    }
  }

  /**
   * The times of the files and folders that every later write would change.
   *
   * @param now the time before their contents were read
   * @return nanoseconds since 1970, by path
   * @throws IOException if a folder cannot be read
   */
  public Map<String, Long> settledTimes(Instant now) throws IOException {
    Map<String, Long> times = new HashMap<>();
    for (TreeRecord.Folder folder : folders) {
      FileStat stat = FileStat.of(root.resolve(folder.path()));
      if (stat.settledTime(now).isEmpty()) {
        times.put(folder.path(), stat.modified());
      }
    }
    for (ScannedFile file : files) {
      if (file.stat().settledTime(now).isEmpty()) {
        times.put(file.path(), file.stat().modified());
      }
    }
    return times;
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
