package dev.styxcache.domain.manifest;

import dev.styxcache.domain.key.CacheKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes an entry for another machine: everything in its folder except the done marker, which
 * the importing store writes last.
 *
 * <p>Descriptions from a remote store are untrusted. A value of this type can be written to a
 * folder: each path occurs once, in a folder that is listed before it, so nothing is written
 * through a link. The importing store checks where links lead.
 *
 * @param key the entry's key
 * @param manifest the text of the manifest, which only a local store parses; empty for an entry of
 *     Python's {@code styxcache}
 * @param members the members of the folder, each folder before its own members; without the
 *     manifest and the done marker
 */
public record SharedEntry(CacheKey key, Optional<String> manifest, List<SharedMember> members) {

  /** Maximum number of members; more than the largest manifest can list. */
  public static final int MOST_MEMBERS = 1_000_000;

  /** Maximum size of all files, in bytes: 16 TiB. */
  public static final long MOST_BYTES = 1L << 44;

  /**
   * Copies the members and checks their form.
   *
   * @throws IllegalArgumentException if a path occurs twice, or is not in a folder that is listed
   *     before it, or if a maximum is exceeded; the message names the path
   */
  public SharedEntry {
    members = List.copyOf(members);
    if (members.size() > MOST_MEMBERS) {
      throw new IllegalArgumentException(
          "it lists " + members.size() + " members; the maximum is " + MOST_MEMBERS);
    }
    requireForm(members);
  }

  private static void requireForm(List<SharedMember> members) {
    Set<String> paths = new HashSet<>();
    Set<String> folders = new HashSet<>();
    long bytes = 0;
    for (SharedMember member : members) {
      String path = member.path();
      int slash = path.lastIndexOf('/');
      if (slash >= 0 && !folders.contains(path.substring(0, slash))) {
        throw new IllegalArgumentException(path + " is listed without its folder");
      }
      if (!paths.add(path)) {
        throw new IllegalArgumentException(path + " is listed twice");
      }
      if (member.record() instanceof TreeRecord.Folder) {
        folders.add(path);
      } else if (member.record() instanceof TreeRecord.File file) {
        bytes = file.size() > MOST_BYTES ? Long.MAX_VALUE : bytes + file.size();
        if (bytes > MOST_BYTES) {
          throw new IllegalArgumentException(
              "its files exceed the maximum of " + MOST_BYTES + " bytes at " + path);
        }
      }
    }
  }

  /**
   * The files among the members.
   *
   * @return the files, in the order of the members
   */
  public List<TreeRecord.File> files() {
    return members.stream()
        .map(SharedMember::record)
        .filter(TreeRecord.File.class::isInstance)
        .map(TreeRecord.File.class::cast)
        .toList();
  }

  /**
   * The size of its files, in bytes.
   *
   * @return the sum of the files' sizes
   */
  public long bytes() {
    return files().stream().mapToLong(TreeRecord.File::size).sum();
  }
}
