package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the object of a key says. */
public sealed interface BucketManifest {

  /** The format's number, which changes when an older reader would misunderstand a newer one. */
  int FORMAT = 1;

  /**
   * There is an entry.
   *
   * @param entry the entry
   * @param places where its contents are
   */
  record Live(SharedEntry entry, Places places) implements BucketManifest {

    /**
     * Checks that each content has its place.
     *
     * @throws IllegalArgumentException if one has none, or several, or two sizes
     */
    public Live {
      places.requireComplete(sizes(entry));
    }
  }

  /**
   * There was one, and it turned out to be wrong. Nothing is deleted from a bucket, since that
   * could take away what another machine has just put right.
   *
   * @param reason what was wrong, for people
   * @param suspects the names of the objects that are not to be relied on
   */
  record Voided(String reason, List<String> suspects) implements BucketManifest {
    /** Copies the list. */
    public Voided {
      suspects = List.copyOf(suspects);
    }
  }

  /**
   * The contents of an entry that have any bytes, each once.
   *
   * @param entry the entry
   * @return their sizes
   * @throws IllegalArgumentException if two files have the same content and different sizes
   */
  static Map<ContentHash, Long> sizes(SharedEntry entry) {
    Map<ContentHash, Long> sizes = new HashMap<>();
    for (TreeRecord.File file : entry.files()) {
      if (file.size() > 0) {
        Long other = sizes.put(file.hash(), file.size());
        if (other != null && other != file.size()) {
          throw new IllegalArgumentException(
              "the content " + file.hash() + " is said to have two lengths");
        }
      }
    }
    return sizes;
  }
}
