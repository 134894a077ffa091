package dev.styxcache.testing;

import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Directory trees of a memory store, as manifests record them. Stateless. */
final class EntryTree {

  /** Prefix of the names that the cache keeps for itself at the top of an entry. */
  static final String RESERVED = ".styxcache";

  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  private EntryTree() {}

  /** Lists a directory's members, sorted by path. Links are not followed. */
  static List<TreeRecord> scan(Path root) throws IOException {
    List<TreeRecord> records = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        if (!path.equals(root)) {
          records.add(record(root.relativize(path).toString(), path));
        }
      }
    }
    records.sort(Comparator.comparing(TreeRecord::path));
    return records;
  }

  static TreeRecord record(String name, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return new TreeRecord.Link(name, Files.readSymbolicLink(path).toString());
    } else if (Files.isDirectory(path)) {
      return new TreeRecord.Folder(name, mode(path, FOLDER_MODE));
    }
    byte[] content = Files.readAllBytes(path);
    return new TreeRecord.File(
        name, content.length, mode(path, FILE_MODE), MemoryHasher.digest(content));
  }

  /** The permission bits; the usual ones where the file system has none. */
  static int mode(Path path, int usual) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return usual;
    }
    String text = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      mode |= text.charAt(i) == '-' ? 0 : 0400 >> i;
    }
    return mode;
  }

  static void setMode(Path path, int mode) throws IOException {
    StringBuilder text = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < text.length(); i++) {
      if ((mode & (0400 >> i)) == 0) {
        text.setCharAt(i, '-');
      }
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text.toString()));
  }

  static boolean isReserved(String path) {
    return path.startsWith(RESERVED);
  }

  /**
   * Finds a member that is missing, or of another kind or size than recorded.
   *
   * @return its path
   */
  static Optional<String> findMismatch(Path root, Collection<TreeRecord> records)
      throws IOException {
    for (TreeRecord record : records) {
      Path path = root.resolve(record.path());
      boolean fits =
          record instanceof TreeRecord.Link
              ? Files.isSymbolicLink(path)
              : record instanceof TreeRecord.File file
                  ? Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                      && Files.size(path) == file.size()
                  : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      if (!fits) {
        return Optional.of(record.path());
      }
    }
    return Optional.empty();
  }

  /** Finds a link that leads out of the tree; absolute links below a root may lead into it. */
  static Optional<TreeRecord.Link> findEscape(List<TreeRecord> records, Set<String> roots) {
    LinkCheck check = new LinkCheck(TreeIndex.of(records), roots);
    return links(records).stream().filter(check::leadsOut).findFirst();
  }

  /**
   * Makes absolute links into a directory relative, so that they still work when it is renamed.
   *
   * @return the records with the new targets
   */
  static List<TreeRecord> relativeLinks(Path root, List<TreeRecord> records) throws IOException {
    LinkCheck check = new LinkCheck(TreeIndex.of(records), Set.of(root.toString()));
    List<TreeRecord> relative = new ArrayList<>(records);
    for (TreeRecord.Link link : links(records)) {
      if (!check.leadsOut(link) && !check.relative(link).equals(link)) {
        Path path = root.resolve(link.path());
        Files.delete(path);
        Files.createSymbolicLink(path, path.getFileSystem().getPath(check.relative(link).target()));
        relative.set(relative.indexOf(link), check.relative(link));
      }
    }
    return relative;
  }

  static List<TreeRecord.Link> links(Collection<TreeRecord> records) {
    return records.stream()
        .filter(TreeRecord.Link.class::isInstance)
        .map(TreeRecord.Link.class::cast)
        .toList();
  }

  /** Deletes a tree, or a link without what it leads to. */
  static void delete(Path root) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
