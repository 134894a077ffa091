package dev.styxcache.domain.manifest;

import java.time.Instant;
import java.util.Objects;

/**
 * A file, folder or link of an entry that travels between machines.
 *
 * @param record what it is; the path is relative to the entry's folder, and the cache's own files
 *     are among the members, such as {@code .styxcache.stdout.gz} or {@code .styxcache.mutable/0}.
 *     The mode is the one that the run left, also where the file on disk is read-only
 * @param modified when its content last changed; of a link it means nothing
 */
public record SharedMember(TreeRecord record, Instant modified) {

  /** Checks that both are there. */
  public SharedMember {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(modified, "modified");
  }

  /**
   * Where it is.
   *
   * @return the path relative to the entry's folder
   */
  public String path() {
    return record.path();
  }
}
