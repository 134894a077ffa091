package dev.styxcache.domain.manifest;

import java.time.Instant;
import java.util.Objects;

/**
 * A file, folder or link of a {@link SharedEntry}.
 *
 * @param record the member; its path is relative to the entry's folder. The cache's own files are
 *     members too, such as {@code .styxcache.stdout.gz}. The mode is the one that the run left,
 *     even if the file on disk is read-only
 * @param modified when its content last changed; meaningless for a link
 */
public record SharedMember(TreeRecord record, Instant modified) {

  /** Checks that nothing is null. */
  public SharedMember {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(modified, "modified");
  }

  /**
   * The member's path.
   *
   * @return the path relative to the entry's folder
   */
  public String path() {
    return record.path();
  }
}
