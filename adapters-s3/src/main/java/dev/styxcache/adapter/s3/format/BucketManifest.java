package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The manifest of a key: that there is an entry, or that there was a corrupt one. */
public sealed interface BucketManifest {

  /** Number of the format. It changes when an older reader would misunderstand a newer manifest. */
  int FORMAT = 1;

  /**
   * The key has an entry.
   *
   * @param entry the entry
   * @param locations where its contents are
   */
  record Live(SharedEntry entry, BlobLocations locations) implements BucketManifest {

    /**
     * Checks that each content has one location.
     *
     * @throws IllegalArgumentException if one has none or several, or two sizes
     */
    public Live {
      locations.requireComplete(sizes(entry));
    }
  }

  /**
   * The key had a corrupt entry. It is voided rather than deleted, since a deletion could remove
   * the repair of another machine.
   *
   * @param reason what was wrong, for users
   * @param suspects names of the objects that no entry may rely on
   */
  record Voided(String reason, List<String> suspects) implements BucketManifest {
    /** Copies the list. */
    public Voided {
      suspects = List.copyOf(suspects);
    }
  }

  /**
   * Returns the distinct contents of an entry that are not empty.
   *
   * @param entry the entry
   * @return their sizes in bytes
   * @throws IllegalArgumentException if two files have the same content and different sizes
   */
  static Map<ContentHash, Long> sizes(SharedEntry entry) {
    Map<ContentHash, Long> sizes = new HashMap<>();
    for (TreeRecord.File file : entry.files()) {
      if (file.size() > 0) {
        Long other = sizes.put(file.hash(), file.size());
        if (other != null && other != file.size()) {
          throw new IllegalArgumentException("the content " + file.hash() + " has two lengths");
        }
      }
    }
    return sizes;
  }
}
