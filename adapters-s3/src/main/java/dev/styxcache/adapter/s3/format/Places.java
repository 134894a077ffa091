package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the contents of an entry are. Each is in one place.
 *
 * @param inline contents that are in the manifest itself
 * @param packs contents that travel together
 * @param blobs contents that have an object of their own
 */
public record Places(
    Map<ContentHash, byte[]> inline, List<Pack> packs, Map<ContentHash, Encoding> blobs) {

  /** No content that is in a manifest is longer. */
  public static final int MOST_INLINE = 1024;

  /** Copies the collections. */
  public Places {
    inline = Map.copyOf(inline);
    packs = List.copyOf(packs);
    blobs = Map.copyOf(blobs);
  }

  /**
   * Checks that contents are placed, each once.
   *
   * @param sizes the entry's contents with their sizes, without the empty one
   * @throws IllegalArgumentException if that is not so
   */
  public void requireComplete(Map<ContentHash, Long> sizes) {
    Map<ContentHash, Long> left = new HashMap<>(sizes);
    inline.forEach(
        (content, bytes) -> {
          if (bytes.length > MOST_INLINE || take(left, content) != bytes.length) {
            throw new IllegalArgumentException("the content " + content + " has another length");
          }
        });
    for (Pack pack : packs) {
      for (Pack.Piece piece : pack.pieces()) {
        // A pack may have been made for more than this entry.
        if (sizes.containsKey(piece.content()) && take(left, piece.content()) != piece.size()) {
          throw new IllegalArgumentException(
              "the content " + piece.content() + " has another length");
        }
      }
    }
    blobs.keySet().forEach(content -> take(left, content));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "it does not say where " + left.keySet().iterator().next() + " is");
    }
  }

  private static long take(Map<ContentHash, Long> left, ContentHash content) {
    Long size = left.remove(content);
    if (size == null) {
      throw new IllegalArgumentException("it places " + content + " twice, or without need");
    }
    return size;
  }
}
