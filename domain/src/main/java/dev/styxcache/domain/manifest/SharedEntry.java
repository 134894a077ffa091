package dev.styxcache.domain.manifest;

import dev.styxcache.domain.key.CacheKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entry as it travels between machines: all that is in its folder save the done marker, which
 * whoever receives it sets last.
 *
 * <p>What comes from elsewhere may be wrong or ill-meant, so a value of this type has a form that
 * can be written to a folder: each path once, and each in a folder that is listed before it, so
 * that nothing can be written through a link. Where links lead is for the receiver to check.
 *
 * @param key the entry's key
 * @param manifest the text of the manifest, which only a local store reads; none for an entry that
 *     Python's {@code styxcache} wrote
 * @param members what is in the folder, a folder before what is in it; neither the manifest nor the
 *     done marker is among them
 */
public record SharedEntry(CacheKey key, Optional<String> manifest, List<SharedMember> members) {

  /** No entry has more members: as many as the longest manifest can list. */
  public static final int MOST_MEMBERS = 1_000_000;

  /** No entry has more bytes: 16 TiB. */
  public static final long MOST_BYTES = 1L << 44;

  /**
   * Copies the members and checks their form.
   *
   * @throws IllegalArgumentException if a path occurs twice, is in something that is no folder of
   *     the entry or is listed later, or if there is more than any entry has; the message names it
   */
  public SharedEntry {
    members = List.copyOf(members);
    if (members.size() > MOST_MEMBERS) {
      throw new IllegalArgumentException(
          "it lists " + members.size() + " members, and no entry has more than " + MOST_MEMBERS);
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
        throw new IllegalArgumentException(path + " is listed without the folder that it is in");
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
              "it has more than " + MOST_BYTES + " bytes up to " + path + ", as no entry has");
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
   * How many bytes its files have.
   *
   * @return the sum of the files' sizes
   */
  public long bytes() {
    return files().stream().mapToLong(TreeRecord.File::size).sum();
  }
}
